using Ham4Db.Core.Analysis;

namespace Ham4Db.Functions.Clusters;

/// <summary>A finding that was registered once, however often it is seen.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Code">The finding.</param>
/// <param name="Description">It in words.</param>
/// <param name="At">When it was first seen (UTC).</param>
public sealed record Detection(InstanceKey Instance, AnalysisCode Code, string Description, DateTimeOffset At)
{
    /// <summary>Name of its cluster then.</summary>
    public string ClusterName { get; init; } = "";

    /// <summary>Alias of its cluster then.</summary>
    public string ClusterAlias { get; init; } = "";

    /// <summary>Replicas of the instance then.</summary>
    public IReadOnlyList<InstanceKey> Replicas { get; init; } = [];
}
