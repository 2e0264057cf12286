namespace Ham4Db.Cli.Client;

/// <summary>A cluster as a whole; only what is shown.</summary>
internal sealed record ClusterModel
{
    public required string ClusterId { get; init; }

    public string Name { get; init; } = "";

    public string Alias { get; init; } = "";

    public InstanceAddress? Primary { get; init; }

    public string Durability { get; init; } = "";

    public int Instances { get; init; }

    public int InstancesWithProblems { get; init; }

    public bool IsRecovering { get; init; }

    /// <summary>What would happen if its primary died now; null while it has none that is well.</summary>
    public OutlookModel? Outlook { get; init; }

    public IReadOnlyList<FindingModel> Findings { get; init; } = [];
}
