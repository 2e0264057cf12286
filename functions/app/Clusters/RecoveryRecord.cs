using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Clusters;

/// <summary>One recovery of a cluster, from its opening to its acknowledgement.</summary>
public sealed record RecoveryRecord
{
    /// <summary>Unique id.</summary>
    public required string Uid { get; init; }

    /// <summary>The cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The cluster's name when it began: the address of its primary.</summary>
    public string ClusterName { get; init; } = "";

    /// <summary>The cluster's alias.</summary>
    public string ClusterAlias { get; init; } = "";

    /// <summary>Fencing token: a step of an older epoch changes nothing.</summary>
    public long Epoch { get; init; }

    /// <summary>What it is for.</summary>
    public RecoveryKind Kind { get; init; }

    /// <summary>The finding that it answers.</summary>
    public AnalysisCode Code { get; init; }

    /// <summary>The instance that failed: the primary that loses its role, the source that is lost, or the primary whose settings change.</summary>
    public required InstanceKey Failed { get; init; }

    /// <summary>Replicas that the failed instance had.</summary>
    public IReadOnlyList<InstanceKey> Replicas { get; init; } = [];

    /// <summary>The instance that took over: the new primary, or the new source of most replicas; the primary itself where it stayed. Null until there is one.</summary>
    public InstanceKey? Successor { get; init; }

    /// <summary>Who asked for it; <c>ham4db</c> when it was automatic.</summary>
    public string Actor { get; init; } = RecoveryRequest.AutomaticActor;

    /// <summary>The command that asked for it, by orchestrator's name; empty for none.</summary>
    public string Command { get; init; } = "";

    /// <summary>Started by a person's command, so that blocks were passed over.</summary>
    public bool IsForced { get; init; }

    /// <summary>When the trouble was first noticed (UTC); null for planned takeovers.</summary>
    public DateTimeOffset? NoticedAt { get; init; }

    /// <summary>When it was opened (UTC).</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public RecoveryStatus Status { get; init; } = RecoveryStatus.Running;

    /// <summary>Nobody is promoted, and what was begun is undone.</summary>
    public bool IsBeingUndone { get; init; }

    /// <summary>The plan that was executed, or the one that says why nothing was.</summary>
    public RecoveryPlan? Plan { get; init; }

    /// <summary>Replicas that were left behind.</summary>
    public IReadOnlyList<InstanceKey> LostReplicas { get; init; } = [];

    /// <summary>What went wrong, a sentence each.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Who acknowledged it; null while nobody has.</summary>
    public Acknowledgement? Acknowledgement { get; init; }

    /// <summary>Error of a recovery that its process left open for good.</summary>
    internal const string Abandoned = "It was left open: nobody works on it any more. How far it came is in its steps.";

    /// <summary>It was left open, and ended by the recovery that followed it.</summary>
    public bool IsAbandoned => Errors.Contains(Abandoned);

    /// <summary>What remains of it among the decisions once it has ended.</summary>
    public RecentRecovery AsRecent(RecoveryStatus status) => new(Uid, Kind, Failed, StartedAt, status);

    /// <summary>Numeric id for clients of the older interfaces: microseconds since 1970 of its start.</summary>
    public long NumericId => StartedAt.ToUnixTimeMilliseconds() * 1000 + StartedAt.Microsecond;
}
