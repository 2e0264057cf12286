namespace Ham4Db.OpenGaussAgent.PostgreSql;

/// <summary>A row of pg_stat_replication.</summary>
internal sealed record PostgreSqlSender(
    int Pid, string? Name, string? Address, int? Port, string? State, string? Sent, string? Written, string? Flushed, string? Replayed, string? SyncState, int Priority);
