namespace Ham4Db.OpenGaussAgent.PostgreSql;

/// <summary>A row of pg_replication_slots.</summary>
internal sealed record PostgreSqlSlot(string Name, bool Active, string? Restart);
