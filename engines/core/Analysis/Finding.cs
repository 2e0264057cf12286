using Ham4Db.Core.Model;

namespace Ham4Db.Core.Analysis;

/// <summary>What the analysis says of one instance.</summary>
public sealed record Finding
{
    /// <summary>The cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The instance.</summary>
    public required InstanceKey Instance { get; init; }

    /// <summary>The verdict.</summary>
    public required AnalysisCode Code { get; init; }

    /// <summary>The verdict in one sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Weaknesses of the topology around the instance.</summary>
    public IReadOnlyList<StructureWarning> Warnings { get; init; } = [];

    /// <summary>The numbers that the verdict rests on.</summary>
    public required ReplicaCounts Counts { get; init; }

    /// <summary>The instance is a primary.</summary>
    public bool IsPrimary { get; init; }

    /// <summary>The instance is one of two primaries that replicate from each other.</summary>
    public bool IsCoPrimary { get; init; }

    /// <summary>The latest probe of the instance succeeded.</summary>
    public bool IsLastCheckValid { get; init; }

    /// <summary>The latest probe failed after the server had begun to answer.</summary>
    public bool IsLastCheckPartial { get; init; }

    /// <summary>The instance is downtimed.</summary>
    public bool IsDowntimed { get; init; }

    /// <summary>All its replicas are downtimed and the verdict is about them.</summary>
    public bool AreReplicasDowntimed { get; init; }

    /// <summary>Shown, but never recovered automatically, because of downtime.</summary>
    public bool IsSkippable { get; init; }

    /// <summary>What is done about it.</summary>
    public FindingAction Action { get; init; }
}
