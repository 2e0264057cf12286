using Ham4Db.Core.Model;

namespace Ham4Db.Engines.MySql.Dialects;

/// <summary>Which words a server understands, by flavour and version. Each row says only what changed since the row above; the last row that is not newer than the server holds.</summary>
internal static class DialectTable
{
    private static readonly MySqlDialect[] Oracle = Rows(
        new()
        {
            Name = "MySQL 5.6",
            Since = new(0, 0, 0),
            ChannelStatus = "SHOW SLAVE STATUS",
            BinlogStatus = "SHOW MASTER STATUS",
            Replicas = "SHOW SLAVE HOSTS",
            Replica = "SLAVE",
            ChangeSource = "CHANGE MASTER TO",
            Source = "MASTER",
            LogReplicaUpdates = "log_slave_updates",
            PositionWait = "MASTER_POS_WAIT",
            SkipCounter = "sql_slave_skip_counter",
            ResetBinaryLogs = "RESET MASTER",
            GtidWait = GtidWaitFunction.WaitUntilSqlThreadAfterGtids,
        },
        row => row with
        {
            Name = "MySQL 5.7",
            Since = new(5, 7, 8),
            HasSuperReadOnly = true,
            HasOfflineMode = true,
            ChangesApplierAlone = true,
            DefaultChannel = " FOR CHANNEL ''",
            GtidWait = GtidWaitFunction.WaitForExecutedGtidSet,
        },
        row => row with { Name = "MySQL 8.0", Since = new(8, 0, 4), HasGroupMembers = true, HasGetPublicKey = true },
        row => row with { Name = "MySQL 8.0.22", Since = new(8, 0, 22), ChannelStatus = "SHOW REPLICA STATUS", Replicas = "SHOW REPLICAS", Replica = "REPLICA" },
        row => row with { Name = "MySQL 8.0.23", Since = new(8, 0, 23), ChangeSource = "CHANGE REPLICATION SOURCE TO", Source = "SOURCE" },
        row => row with
        {
            Name = "MySQL 8.0.26",
            Since = new(8, 0, 26),
            LogReplicaUpdates = "log_replica_updates",
            PositionWait = "SOURCE_POS_WAIT",
            Until = "SOURCE",
            SkipCounter = "sql_replica_skip_counter",
        },
        row => row with { Name = "MySQL 8.2", Since = new(8, 2, 0), BinlogStatus = "SHOW BINARY LOG STATUS", ResetBinaryLogs = "RESET BINARY LOGS AND GTIDS" });

    /// <summary>MariaDB keeps the old words in all its versions, and its statements mean the default connection unless they name another.</summary>
    private static readonly MySqlDialect[] MariaDb = Rows(
        new()
        {
            Name = "MariaDB 10",
            Since = new(0, 0, 0),
            IsMariaDb = true,
            ChannelStatus = "SHOW ALL SLAVES STATUS",
            BinlogStatus = "SHOW MASTER STATUS",
            Replicas = "SHOW SLAVE HOSTS",
            Replica = "SLAVE",
            ChangeSource = "CHANGE MASTER TO",
            Source = "MASTER",
            LogReplicaUpdates = "log_slave_updates",
            PositionWait = "MASTER_POS_WAIT",
            SkipCounter = "sql_slave_skip_counter",
            ResetBinaryLogs = "RESET MASTER",
            GtidWait = GtidWaitFunction.MasterGtidWait,
        });

    /// <summary>MaxScale's binary log router.</summary>
    public static MySqlDialect BinlogServer { get; } = MariaDb[0] with { Name = "MaxScale", IsBinlogServer = true, ChannelStatus = "SHOW SLAVE STATUS" };

    /// <summary>The dialect of a server.</summary>
    public static MySqlDialect For(ServerVersion version)
    {
        if (version.Flavor == ServerFlavor.MaxScale) return BinlogServer;
        var rows = version.Flavor == ServerFlavor.MariaDb ? MariaDb : Oracle;
        return rows.Last(row => row.Since <= version.Number);
    }

    private static MySqlDialect[] Rows(MySqlDialect first, params Func<MySqlDialect, MySqlDialect>[] changes)
    {
        List<MySqlDialect> rows = [first];
        foreach (var change in changes) rows.Add(change(rows[^1]));
        return [.. rows];
    }
}
