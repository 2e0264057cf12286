namespace Ham4Db.Cli.Client;

/// <summary>Moments at which a cluster changed.</summary>
internal sealed record HistoryModel(string ClusterId, DateTimeOffset FirstAt, IReadOnlyList<HistoryChangeModel> Changes);
