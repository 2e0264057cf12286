namespace Ham4Db.Engines.MySql.Tests.Support.Versions;

/// <summary>Versions that cannot be run here, and some that can, by their manuals.</summary>
internal static class FakeVersions
{
    public const string Uuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    public const string SourceUuid = "5b3d4c11-71ca-11e1-9e33-c80aa9429562";

    private const string Thread = "( IO_THREAD| SQL_THREAD)?";
    private const string Channel = "( FOR CHANNEL '')?";
    private const string Text = "'([^']|'')*'";

    private static readonly string[] OldWords = Words("SLAVE", "MASTER", "CHANGE MASTER TO", "");
    private static readonly string[] OldWordsOfChannels = Words("SLAVE", "MASTER", "CHANGE MASTER TO", Channel);
    private static readonly string[] OldWordsOfKeys = Words("SLAVE", "MASTER", "CHANGE MASTER TO", Channel, "GET_MASTER_PUBLIC_KEY = [01]");
    private static readonly string[] NewWords = Words("REPLICA", "SOURCE", "CHANGE REPLICATION SOURCE TO", Channel, "GET_SOURCE_PUBLIC_KEY = [01]");
    private static readonly string[] MariaDbWords = Words("SLAVE", "MASTER", "CHANGE MASTER TO", "", "MASTER_USE_GTID = slave_pos");

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, FakeVersion> All { get; } = new[]
    {
        MySql("MySQL 5.6", "5.6.51-log", OldWords, 5.6m) with
        {
            Status = ("SHOW SLAVE STATUS", ServerColumns.MySql56), WaitFunctions = ["MASTER_POS_WAIT", "WAIT_UNTIL_SQL_THREAD_AFTER_GTIDS"],
        },
        MySql("MySQL 5.7", "5.7.44-log", OldWordsOfChannels, 5.7m) with { Status = ("SHOW SLAVE STATUS", ServerColumns.MySql57) },
        MySql("Percona Server 5.7", "5.7.44-48-log", OldWordsOfChannels, 5.7m) with
        {
            Comment = "Percona Server (GPL), Release 48", Status = ("SHOW SLAVE STATUS", ServerColumns.MySql57),
        },
        MySql("MySQL 8.0.21", "8.0.21", OldWordsOfKeys, 8.0021m) with { Status = ("SHOW SLAVE STATUS", ServerColumns.MySql80) },
        MySql("MySQL 8.0.22", "8.0.22", [.. OldWordsOfKeys, .. NewWords.Where(pattern => !pattern.StartsWith("CHANGE", StringComparison.Ordinal))], 8.0022m),
        MySql("MySQL 8.0.23", "8.0.23", [.. OldWordsOfKeys, .. NewWords], 8.0023m),
        MySql("MySQL 8.0.43", "8.0.43", [.. OldWordsOfKeys, .. NewWords], 8.0043m),
        MySql("Percona Server 8.0", "8.0.42-33", [.. OldWordsOfKeys, .. NewWords], 8.0043m) with { Comment = "Percona Server (GPL), Release 33" },
        MySql("MySQL 8.4", "8.4.6", NewWords, 8.4m),
        MySql("MySQL 9.4", "9.4.0", NewWords, 9.4m),
        MariaDb("MariaDB 10.2", "10.2.44-MariaDB-log", ServerColumns.MariaDb102),
        MariaDb("MariaDB 10.3", "10.3.39-MariaDB-log", ServerColumns.MariaDb103),
        MariaDb("MariaDB 10.4", "10.4.34-MariaDB-log", ServerColumns.MariaDb103),
        MariaDb("MariaDB 10.5", "10.5.29-MariaDB-log", ServerColumns.MariaDb103),
        MariaDb("MariaDB 10.6", "10.6.22-MariaDB-log", ServerColumns.MariaDb103),
        MariaDb("MariaDB 10.11", "10.11.14-MariaDB-log", ServerColumns.MariaDb1011),
        MariaDb("MariaDB 11.4", "11.4.7-MariaDB-log", ServerColumns.MariaDb1011),
        MariaDb("MariaDB 11.8", "11.8.3-MariaDB-log", ServerColumns.MariaDb116),
        MariaDb("MariaDB 12.1", "12.1.2-MariaDB-log", ServerColumns.MariaDb116),
    }.ToDictionary(version => version.Name);

    private static FakeVersion MySql(string name, string version, string[] grammar, decimal since) => new()
    {
        Name = name,
        Version = version,
        Comment = "MySQL Community Server - GPL",
        Status = ("SHOW REPLICA STATUS", ServerColumns.MySql8022),
        Binlog = (since >= 8.2m ? "SHOW BINARY LOG STATUS" : "SHOW MASTER STATUS", ServerColumns.BinlogStatus),
        Replicas = since >= 8.0022m ? ("SHOW REPLICAS", ServerColumns.Replicas) : ("SHOW SLAVE HOSTS", ServerColumns.SlaveHosts),
        Grammar = grammar,
        WaitFunctions = since >= 8.0026m ? ["SOURCE_POS_WAIT", "WAIT_FOR_EXECUTED_GTID_SET"] : ["MASTER_POS_WAIT", "WAIT_FOR_EXECUTED_GTID_SET"],
        Variables = new Dictionary<string, string>(Variables(version, "MySQL Community Server - GPL"), StringComparer.OrdinalIgnoreCase)
        {
            ["server_uuid"] = Uuid,
            ["gtid_mode"] = "ON",
            ["gtid_executed"] = $"{Uuid}:1-3,\n{SourceUuid}:1-77",
            ["gtid_purged"] = $"{SourceUuid}:1-10",
            [since >= 8.0026m ? "log_replica_updates" : "log_slave_updates"] = "ON",
            [since >= 5.7m ? "super_read_only" : "innodb_read_only"] = since >= 5.7m ? "ON" : "OFF",
            [since >= 8.0026m ? "rpl_semi_sync_source_enabled" : "rpl_semi_sync_master_enabled"] = "OFF",
            [since >= 8.0026m ? "rpl_semi_sync_replica_enabled" : "rpl_semi_sync_slave_enabled"] = "ON",
            [since >= 8.0026m ? "rpl_semi_sync_source_timeout" : "rpl_semi_sync_master_timeout"] = "10000",
        },
    };

    private static FakeVersion MariaDb(string name, string version, string[] columns) => new()
    {
        Name = name,
        Version = version,
        Comment = "MariaDB Server",
        Status = ("SHOW ALL SLAVES STATUS", columns),
        Binlog = ("SHOW MASTER STATUS", ServerColumns.MariaDbBinlogStatus),
        Replicas = ("SHOW SLAVE HOSTS", ServerColumns.MariaDbSlaveHosts),
        Grammar = MariaDbWords,
        WaitFunctions = ["MASTER_POS_WAIT", "MASTER_GTID_WAIT"],
        Variables = new Dictionary<string, string>(Variables(version, "MariaDB Server"), StringComparer.OrdinalIgnoreCase)
        {
            ["log_slave_updates"] = "1",
            ["gtid_binlog_pos"] = "0-2-3",
            ["gtid_slave_pos"] = "0-1-77",
            ["rpl_semi_sync_master_enabled"] = "OFF",
            ["rpl_semi_sync_slave_enabled"] = "ON",
            ["rpl_semi_sync_master_timeout"] = "10000",
            ["rpl_semi_sync_slave_kill_conn_timeout"] = "5",
        },
    };

    private static Dictionary<string, string> Variables(string version, string comment) => new()
    {
        ["hostname"] = "db2.example",
        ["report_host"] = "10.0.0.2",
        ["server_id"] = "2",
        ["version"] = version,
        ["version_comment"] = comment,
        ["read_only"] = "1",
        ["log_bin"] = "1",
        ["binlog_format"] = "ROW",
        ["binlog_row_image"] = "FULL",
    };

    private static string[] Words(string replica, string source, string change, string channel, string? furtherOption = null)
    {
        var option = $"({source}_(HOST|USER|PASSWORD|SSL_CA|SSL_CAPATH|SSL_CERT|SSL_KEY|SSL_CIPHER) = {Text}"
            + $"|{source}_(PORT|SSL|SSL_VERIFY_SERVER_CERT|AUTO_POSITION|CONNECT_RETRY|RETRY_COUNT) = \\d+{(furtherOption is null ? "" : "|" + furtherOption)})";
        return [$"STOP {replica}{Thread}{channel}", $"START {replica}{Thread}{channel}", $"RESET {replica} ALL{channel}", $"{change} {option}(, {option})*{channel}"];
    }
}
