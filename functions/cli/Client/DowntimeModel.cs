namespace Ham4Db.Cli.Client;

/// <summary>A downtime of an instance.</summary>
internal sealed record DowntimeModel(string Owner, string Reason, DateTimeOffset EndsAt);
