namespace Ham4Db.Cli.Client;

/// <summary>A moment at which a cluster changed.</summary>
internal sealed record HistoryChangeModel(DateTimeOffset At, IReadOnlyList<HistoricInstanceModel> Instances, IReadOnlyList<InstanceAddress> Removed);
