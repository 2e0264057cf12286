namespace Ham4Db.Topologies;

/// <summary>
/// The configuration file of one server: small, and otherwise what the README recommends for a fast and safe failover.
/// Above all a server starts read-only, whatever it was before, so that an old primary that comes back takes no write.
/// </summary>
internal static class ServerConfiguration
{
    private static readonly string[] MySql56 =
    [
        "log-slave-updates=ON",
        "gtid-mode=ON",
        "enforce-gtid-consistency=ON",
        "master-info-repository=TABLE",
        "relay-log-info-repository=TABLE",
        "slave-net-timeout=4",
    ];

    public static string Text(ServerInstallation installation, TopologyOptions options, int index, string folder, string host, int port)
    {
        var dialect = installation.Flavor switch
        {
            ServerFlavor.MariaDb => MariaDb(options),
            ServerFlavor.MySql56 => MySql56,
            _ => MySql(options),
        };
        string[] lines =
        [
            "[mysqld]",
            .. Environment.IsPrivilegedProcess ? ["user=root"] : Array.Empty<string>(),
            .. installation.LocationSettings,
            $"datadir={folder}/data",
            $"socket={folder}/sock",
            $"pid-file={folder}/pid",
            $"log-error={folder}/error.log",
            $"bind-address={host}",
            $"port={port}",
            $"report-host={host}",
            $"report-port={port}",
            $"server-id={index + 1}",
            "read-only=ON",
            "log-bin=binlog",
            "relay-log=relay",
            "binlog-format=ROW",
            "skip-name-resolve",
            "innodb-buffer-pool-size=8M",
            "innodb-log-buffer-size=1M",
            // Outlives the server's process, which is what gets killed here; not a power cut.
            "innodb-flush-log-at-trx-commit=2",
            "innodb-buffer-pool-dump-at-shutdown=OFF",
            "innodb-buffer-pool-load-at-startup=OFF",
            "key-buffer-size=1M",
            "table-open-cache=200",
            "max-connections=100",
            $"performance-schema={(options.PerformanceSchema ? "ON" : "OFF")}",
            .. dialect,
            .. options.ExtraSettings.GetValueOrDefault(index, []),
        ];
        return string.Join('\n', lines) + "\n";
    }

    private static string[] MariaDb(TopologyOptions options) =>
    [
        "log-slave-updates=ON",
        "gtid-strict-mode=ON",
        "gtid-domain-id=0",
        "slave-net-timeout=4",
        "innodb-log-file-size=4M",
        "aria-pagecache-buffer-size=1M",
        "query-cache-type=0",
        "query-cache-size=0",
        $"rpl-semi-sync-slave-enabled={(options.SemiSync ? "ON" : "OFF")}",
        // A replica that stops tells its source so, and must not wait long for one that is hung.
        "rpl-semi-sync-slave-kill-conn-timeout=1",
        "rpl-semi-sync-master-enabled=OFF",
        "rpl-semi-sync-master-wait-point=AFTER_SYNC",
        $"rpl-semi-sync-master-timeout={options.SemiSyncTimeoutMs}",
    ];

    private static string[] MySql(TopologyOptions options) =>
    [
        "super-read-only=ON",
        "log-replica-updates=ON",
        $"gtid-mode={(options.UseGtid ? "ON" : "OFF")}",
        $"enforce-gtid-consistency={(options.UseGtid ? "ON" : "OFF")}",
        "replica-net-timeout=4",
        "replica-parallel-workers=1",
        "innodb-redo-log-capacity=8M",
        "table-definition-cache=400",
        "mysqlx=0",
        "secure-file-priv=NULL",
        "plugin-load-add=semisync_source.so",
        "plugin-load-add=semisync_replica.so",
        $"loose-rpl-semi-sync-replica-enabled={(options.SemiSync ? "ON" : "OFF")}",
        "loose-rpl-semi-sync-source-enabled=OFF",
        "loose-rpl-semi-sync-source-wait-point=AFTER_SYNC",
        $"loose-rpl-semi-sync-source-timeout={options.SemiSyncTimeoutMs}",
    ];
}
