using Ham4Db.Engines.MySql.Dialects;

namespace Ham4Db.Engines.MySql.Probing;

/// <summary>The statements of a probe's first round trip.</summary>
internal static class ProbeStatements
{
    /// <summary>Variables that a server has or not depending on plugins and builds; naming a missing one fails the statement.</summary>
    public static readonly string[] OptionalVariables =
    [
        "rpl_semi_sync_master_enabled", "rpl_semi_sync_slave_enabled", "rpl_semi_sync_master_timeout", "rpl_semi_sync_master_wait_for_slave_count", "rpl_semi_sync_master_wait_point",
        "rpl_semi_sync_source_enabled", "rpl_semi_sync_replica_enabled", "rpl_semi_sync_source_timeout", "rpl_semi_sync_source_wait_for_replica_count", "rpl_semi_sync_source_wait_point",
        "server_uid", "wsrep_on", "wsrep_cluster_name", "group_replication_group_name",
    ];

    private static readonly string[] StatusVariables =
    [
        "Rpl_semi_sync_master_status", "Rpl_semi_sync_slave_status", "Rpl_semi_sync_master_clients",
        "Rpl_semi_sync_source_status", "Rpl_semi_sync_replica_status", "Rpl_semi_sync_source_clients",
        "wsrep_local_state_comment", "wsrep_incoming_addresses", "wsrep_cluster_state_uuid", "Uptime",
    ];

    /// <summary>Lists which optional variables exist, with their values.</summary>
    public static readonly string Learn = $"SHOW GLOBAL VARIABLES WHERE Variable_name IN ({QuotedList(OptionalVariables)})";

    /// <summary>Lists the state of semi-synchronous replication and of a Galera member.</summary>
    public static readonly string Status = $"SHOW GLOBAL STATUS WHERE Variable_name IN ({QuotedList(StatusVariables)})";

    /// <summary>Finds the oldest binary log's list of earlier transactions.</summary>
    public const string OldestBinlogEvents = "SHOW BINLOG EVENTS LIMIT 2";

    /// <summary>Says whether the server's record of replication credentials holds any.</summary>
    public const string CredentialsReadable = "SELECT 1 FROM mysql.slave_master_info WHERE User_name <> '' LIMIT 1";

    /// <summary>Lists the members of a replication group.</summary>
    public const string GroupMembers = "SELECT MEMBER_ID, MEMBER_HOST, MEMBER_PORT, MEMBER_STATE, MEMBER_ROLE FROM performance_schema.replication_group_members";

    /// <summary>Lists the connections on which binary logs are sent.</summary>
    public const string DumpConnections = "SELECT HOST FROM information_schema.PROCESSLIST WHERE COMMAND IN ('Binlog Dump', 'Binlog Dump GTID')";

    /// <summary>One row of variables that are sure to exist: those of the dialect and those that were learned.</summary>
    public static string Variables(MySqlDialect dialect, IReadOnlyList<string> learned) =>
        "SELECT " + string.Join(", ", [.. SureVariables(dialect).Concat(learned).Select(name => $"@@global.{name} AS {name}")]);

    private static IEnumerable<string> SureVariables(MySqlDialect dialect) =>
    [
        "hostname", "report_host", "server_id", "version", "version_comment", "read_only", "log_bin", dialect.LogReplicaUpdates, "binlog_format", "binlog_row_image",
        .. dialect.IsMariaDb ? (string[])["gtid_binlog_pos", "gtid_slave_pos"] : ["server_uuid", "gtid_mode", "gtid_executed", "gtid_purged"],
        .. dialect.HasSuperReadOnly ? (string[])["super_read_only"] : [],
    ];

    private static string QuotedList(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
