namespace Ham4Db.Topologies;

/// <summary>
/// The least that the manager's account <c>ham4db</c> may do, found by leaving out one privilege after the other on real servers;
/// the README publishes these very lines and every test uses them.
/// DROP on a schema that does not exist is for Pseudo-GTID entries (AutoPseudoGTID) and nothing else.
/// It has no right on any table of a user, so that it could not write even where its privileges let it pass read_only.
/// </summary>
public static class ManagerGrants
{
    /// <summary>
    /// MariaDB 10.5.2 and later.
    /// See: BINLOG MONITOR for the binary log and its position, REPLICA MONITOR for replication status, PROCESS for other sessions,
    /// REPLICATION MASTER ADMIN for the list of replicas.
    /// Change: REPLICATION MASTER ADMIN for semi-sync at the source, REPLICATION SLAVE ADMIN to start, stop and re-point replication
    /// and for semi-sync at the replica, RELOAD for RESET SLAVE and RESET MASTER, READ_ONLY ADMIN for read_only, CONNECTION ADMIN to kill sessions of others.
    /// Binary logs: BINLOG ADMIN to purge them, BINLOG REPLAY to write a stand-in for an errant transaction of another server.
    /// </summary>
    public static IReadOnlyList<string> MariaDb { get; } =
    [
        "GRANT BINLOG MONITOR, REPLICA MONITOR, PROCESS ON *.* TO 'ham4db'@'%'",
        "GRANT REPLICATION MASTER ADMIN, REPLICATION SLAVE ADMIN, RELOAD, READ_ONLY ADMIN, CONNECTION ADMIN ON *.* TO 'ham4db'@'%'",
        "GRANT DROP ON `\\_pseudo\\_gtid\\_`.* TO 'ham4db'@'%'",
        "GRANT BINLOG ADMIN, BINLOG REPLAY ON *.* TO 'ham4db'@'%'",
    ];

    /// <summary>
    /// MySQL 8.0.23 and later.
    /// See: REPLICATION CLIENT for replication status and the position of the binary log, REPLICATION SLAVE for the list of replicas,
    /// PROCESS for other sessions, the performance schema for Group Replication and for what each thread says.
    /// Change: REPLICATION_SLAVE_ADMIN to start, stop and re-point replication, RELOAD for RESET REPLICA,
    /// SYSTEM_VARIABLES_ADMIN for super_read_only and semi-sync, CONNECTION_ADMIN to kill sessions of others,
    /// BINLOG_ADMIN to purge binary logs, BACKUP_ADMIN to be copied from and CLONE_ADMIN to be copied to by the clone plugin,
    /// mysql.slave_master_info for the account that an old primary is to replicate with; leave it out where ReplicationCredentialsQuery tells that.
    /// </summary>
    public static IReadOnlyList<string> MySql { get; } =
    [
        "GRANT REPLICATION CLIENT, REPLICATION SLAVE, PROCESS ON *.* TO 'ham4db'@'%'",
        "GRANT REPLICATION_SLAVE_ADMIN, RELOAD, SYSTEM_VARIABLES_ADMIN, CONNECTION_ADMIN ON *.* TO 'ham4db'@'%'",
        "GRANT DROP ON `\\_pseudo\\_gtid\\_`.* TO 'ham4db'@'%'",
        "GRANT BINLOG_ADMIN, BACKUP_ADMIN, CLONE_ADMIN ON *.* TO 'ham4db'@'%'",
        "GRANT SELECT ON mysql.slave_master_info TO 'ham4db'@'%'",
        "GRANT SELECT ON performance_schema.replication_group_members TO 'ham4db'@'%'",
        "GRANT SELECT ON performance_schema.replication_connection_status TO 'ham4db'@'%'",
        "GRANT SELECT ON performance_schema.replication_applier_status_by_worker TO 'ham4db'@'%'",
    ];

    /// <summary>
    /// MySQL 5.6 and 5.7, whose SUPER is what later versions divide: it changes replication, read_only and semi-sync, kills sessions of others,
    /// and writes in spite of read_only where it has rights on tables, which it has not here.
    /// </summary>
    public static IReadOnlyList<string> MySql56 { get; } =
    [
        "GRANT REPLICATION CLIENT, REPLICATION SLAVE, PROCESS, RELOAD, SUPER ON *.* TO 'ham4db'@'%'",
        "GRANT SELECT ON mysql.slave_master_info TO 'ham4db'@'%'",
    ];

    /// <summary>The grants for <paramref name="flavor"/>, one statement an item, without semicolon.</summary>
    public static IReadOnlyList<string> For(ServerFlavor flavor) => flavor switch
    {
        ServerFlavor.MariaDb => MariaDb,
        ServerFlavor.MySql56 => MySql56,
        _ => MySql,
    };
}
