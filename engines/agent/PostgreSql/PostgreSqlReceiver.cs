namespace Ham4Db.OpenGaussAgent.PostgreSql;

/// <summary>The row of pg_stat_wal_receiver.</summary>
internal sealed record PostgreSqlReceiver(int Pid, string? Status, string? Host, int? Port, uint? Timeline, string? Flushed, string? SenderSent);
