namespace Ham4Db.Topologies;

/// <summary>The statements that set a topology up, in each server's vocabulary.</summary>
internal static class ReplicationStatements
{
    // No server's data folder holds a binary log at first, so that everything that it ever writes begins here.
    private const string FirstBinlog = "binlog.000001";

    public static string Follow(ServerFlavor flavor, DatabaseServer source, bool useGtid) => flavor != ServerFlavor.MySql
        ? $"""
            CHANGE MASTER TO MASTER_HOST='{source.Host}', MASTER_PORT={source.Port}, MASTER_USER='{Accounts.ReplicationUser}',
              MASTER_PASSWORD='{Accounts.ReplicationPassword}', MASTER_CONNECT_RETRY=1, MASTER_HEARTBEAT_PERIOD=1, {Positioning(flavor, "MASTER", useGtid)};
            START SLAVE
            """
        : $"""
            CHANGE REPLICATION SOURCE TO SOURCE_HOST='{source.Host}', SOURCE_PORT={source.Port}, SOURCE_USER='{Accounts.ReplicationUser}',
              SOURCE_PASSWORD='{Accounts.ReplicationPassword}', SOURCE_CONNECT_RETRY=1, SOURCE_HEARTBEAT_PERIOD=1, {Positioning(flavor, "SOURCE", useGtid)}, GET_SOURCE_PUBLIC_KEY=1;
            START REPLICA
            """;

    private static string Positioning(ServerFlavor flavor, string word, bool useGtid)
    {
        var byGtid = flavor == ServerFlavor.MariaDb ? $"{word}_USE_GTID={(useGtid ? "slave_pos" : "no")}" : $"{word}_AUTO_POSITION={(useGtid ? 1 : 0)}";
        return useGtid ? byGtid : $"{byGtid}, {word}_LOG_FILE='{FirstBinlog}', {word}_LOG_POS=4";
    }

    public static string BecomePrimary(ServerFlavor flavor, bool semiSync)
    {
        var (wait, readOnly) = flavor != ServerFlavor.MySql
            ? ("rpl_semi_sync_master_enabled", "SET GLOBAL read_only=OFF")
            : ("rpl_semi_sync_source_enabled", "SET GLOBAL super_read_only=OFF; SET GLOBAL read_only=OFF");
        return semiSync ? $"SET GLOBAL {wait}=ON; {readOnly}" : readOnly;
    }

    public const string CreateDemoSchema = $"""
        CREATE DATABASE {Accounts.DemoSchema};
        CREATE TABLE {Accounts.DemoSchema}.writes (
          id BIGINT NOT NULL, at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6), token CHAR(32) NOT NULL, PRIMARY KEY (token, id))
        """;

    /// <summary>How many semi-synchronous replicas a server has now, as a query for one number.</summary>
    public static string SemiSyncClients(ServerFlavor flavor) =>
        $"SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_{(flavor == ServerFlavor.MariaDb ? "master" : "source")}_clients'";

    /// <summary>1 where the demo's table has arrived.</summary>
    public const string CountDemoTable =
        $"SELECT COUNT(*) FROM information_schema.tables WHERE table_schema='{Accounts.DemoSchema}' AND table_name='writes'";
}
