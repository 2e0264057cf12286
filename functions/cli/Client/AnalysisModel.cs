namespace Ham4Db.Cli.Client;

/// <summary>A finding, as <c>/api/replication-analysis</c> tells it; only what is shown.</summary>
internal sealed record AnalysisModel
{
    public required InstanceAddress AnalyzedInstanceKey { get; init; }

    public string Analysis { get; init; } = "";

    public string Description { get; init; } = "";

    public IReadOnlyList<string>? StructureAnalysis { get; init; }

    public bool IsActionableRecovery { get; init; }

    public bool SkippableDueToDowntime { get; init; }
}
