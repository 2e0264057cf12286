namespace Ham4Db.Topologies;

/// <summary>
/// The accounts that every server of a topology has from its template on, so that no binary log ever shows their creation.
/// Fixed passwords are fine: the servers listen on loopback or in a namespace, hold no data of anyone, and root has no account over TCP.
/// </summary>
internal static class Accounts
{
    public const string ManagerUser = "ham4db";
    public const string ManagerPassword = "manager-password";
    public const string ReplicationUser = "replication";
    public const string ReplicationPassword = "replication-password";
    public const string AppUser = "application";
    public const string AppPassword = "application-password";
    public const string DemoSchema = "ham4db_demo";

    public static string CreationSql(ServerFlavor flavor) => $"""
        CREATE USER '{ReplicationUser}'@'%' IDENTIFIED BY '{ReplicationPassword}';
        GRANT REPLICATION SLAVE ON *.* TO '{ReplicationUser}'@'%';
        CREATE USER '{AppUser}'@'%' IDENTIFIED BY '{AppPassword}';
        GRANT SELECT, INSERT, UPDATE, DELETE ON {DemoSchema}.* TO '{AppUser}'@'%';
        CREATE USER '{ManagerUser}'@'%' IDENTIFIED BY '{ManagerPassword}';
        {string.Join('\n', ManagerGrants.For(flavor).Select(grant => grant + ";"))}

        """;
}
