using Ham4Db.Engines.MySql.Connections;
using MySqlConnector;

namespace Ham4Db.Engines.MySql.Sessions;

/// <summary>
/// Ends the connections of ordinary clients. Left alone are: replication in both directions, the server's own threads, all connections of
/// the manager's account, and accounts that may end ours or write in spite of read_only. Which accounts those are is read from
/// information_schema.USER_PRIVILEGES, which shows a least-privileged manager only itself; give it SELECT on the mysql schema to protect them.
/// </summary>
internal static class ClientConnections
{
    private const int UnknownThread = 1094;
    private const int KillDenied = 1095;
    private const int BatchSize = 100;

    private const string ListClients = """
        SELECT ID FROM information_schema.PROCESSLIST
        WHERE ID <> CONNECTION_ID() AND COMMAND NOT IN ('Binlog Dump', 'Binlog Dump GTID', 'Daemon', 'Connect', 'Register Slave', 'Register Replica', 'Slave_IO', 'Slave_SQL', 'Slave_worker', 'Killed')
        AND USER NOT IN ('system user', 'event_scheduler', 'unauthenticated user', 'mysql.session', 'mysql.sys', 'mysql.infoschema', 'mariadb.sys', SUBSTRING_INDEX(USER(), '@', 1))
        AND USER NOT IN (SELECT TRIM(BOTH '''' FROM SUBSTRING_INDEX(GRANTEE, '@', 1)) FROM information_schema.USER_PRIVILEGES
            WHERE PRIVILEGE_TYPE IN ('SUPER', 'CONNECTION_ADMIN', 'CONNECTION ADMIN', 'READ_ONLY ADMIN', 'READ ONLY ADMIN'))
        """;

    /// <summary>Ends them all.</summary>
    /// <returns>How many were ended.</returns>
    public static async Task<int> EndAsync(ServerConnection connection, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var listed = await connection.ExecuteAsync(ListClients, timeout, cancellationToken);
        var ids = new List<ulong>();
        for (var row = 0; row < listed.Tables[0].Count; row++)
            if (ulong.TryParse(listed.Tables[0].At(row, 0), out var id))
                ids.Add(id);

        var ended = 0;
        foreach (var chunk in ids.Chunk(BatchSize))
        {
            var batch = await connection.QueryAsync(string.Join("; ", chunk.Select(id => $"KILL {id}")), timeout, cancellationToken);
            ended += batch.Error is null ? chunk.Length : await EndOneByOneAsync(connection, chunk, timeout, cancellationToken);
        }

        return ended;
    }

    /// <summary>A connection that has just gone by itself ends a batch early.</summary>
    private static async Task<int> EndOneByOneAsync(ServerConnection connection, ulong[] ids, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var ended = 0;
        foreach (var id in ids)
        {
            var result = await connection.QueryAsync($"KILL {id}", timeout, cancellationToken);
            if (result.Error is null or { Number: UnknownThread }) ended++;
            else if (result.Error is MySqlException { Number: not KillDenied } error) throw error;
        }

        return ended;
    }
}
