namespace Ham4Db.Topologies;

/// <summary>The statements that set a topology up, in each server's vocabulary.</summary>
internal static class ReplicationStatements
{
    public static string Follow(ServerFlavor flavor, DatabaseServer source) => flavor != ServerFlavor.MySql
        ? $"""
            CHANGE MASTER TO MASTER_HOST='{source.Host}', MASTER_PORT={source.Port}, MASTER_USER='{Accounts.ReplicationUser}',
              MASTER_PASSWORD='{Accounts.ReplicationPassword}', MASTER_CONNECT_RETRY=1, MASTER_HEARTBEAT_PERIOD=1,
              {(flavor == ServerFlavor.MariaDb ? "MASTER_USE_GTID=slave_pos" : "MASTER_AUTO_POSITION=1")};
            START SLAVE
            """
        : $"""
            CHANGE REPLICATION SOURCE TO SOURCE_HOST='{source.Host}', SOURCE_PORT={source.Port}, SOURCE_USER='{Accounts.ReplicationUser}',
              SOURCE_PASSWORD='{Accounts.ReplicationPassword}', SOURCE_CONNECT_RETRY=1, SOURCE_HEARTBEAT_PERIOD=1, SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1;
            START REPLICA
            """;

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
