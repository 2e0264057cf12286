namespace Ham4Db.Cli.Client;

/// <summary>What a cluster looked like.</summary>
internal sealed record PastTopologyModel(
    string ClusterId, DateTimeOffset At, DateTimeOffset ChangedAt, DateTimeOffset FirstAt, IReadOnlyList<PastInstanceModel> Instances);
