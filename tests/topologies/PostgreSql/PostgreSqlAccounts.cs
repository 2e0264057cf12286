namespace Ham4Db.Topologies.PostgreSql;

/// <summary>
/// The accounts that every node of a topology has. Fixed passwords are fine: the servers listen on loopback and hold no data of anyone.
/// </summary>
public static class PostgreSqlAccounts
{
    /// <summary>The failover manager's; a superuser.</summary>
    public const string ManagerUser = "ham4db";
    public const string ManagerPassword = "manager-password";

    public const string ReplicationUser = "repl";
    public const string ReplicationPassword = "replication-password";

    /// <summary>An ordinary client's: may read and write rows.</summary>
    public const string AppUser = "application";
    public const string AppPassword = "application-password";
}
