namespace Ham4Db.Engines.PostgreSql.Sessions;

/// <summary>Connections of ordinary clients: not the manager's own account, not replication, not the server's own processes.</summary>
internal static class ClientConnections
{
    /// <summary>Ends them; one row for each that was ended. They are chosen first: the server is free to call a function before it looks at the other conditions.</summary>
    public const string End = """
        WITH clients AS MATERIALIZED (SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename IS DISTINCT FROM current_user)
        SELECT pid::text FROM clients WHERE pg_terminate_backend(pid)
        """;
}
