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

    /// <summary>Somebody was told of it, and is to be told of its end.</summary>
    public bool WasTold { get; init; }

    /// <summary>Whether both are of the same finding.</summary>
    public bool IsOf(Detection other) => Instance == other.Instance && Code == other.Code;

    /// <summary>Whether a detection is announced: it is new, or its latest announcement is as old as the period, which keeps one that comes and goes from being announced each time.</summary>
    public static bool IsToBeAnnounced(ClusterState state, Detection detection, TimeSpan period, DateTimeOffset now)
    {
        if (period == TimeSpan.Zero) return !state.Detections.Any(detection.IsOf);
        return !state.Announced.Any(a => a.IsOf(detection) && now - a.At < period);
    }
}
