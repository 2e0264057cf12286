using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>What a recovery would do: shown as a what-if and executed as it is.</summary>
public sealed record RecoveryPlan
{
    /// <summary>Why.</summary>
    public required RecoveryKind Kind { get; init; }

    /// <summary>The cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>The instance that it is about: the primary that loses its role, the source that is lost, or the primary whose settings change.</summary>
    public required InstanceKey OldPrimary { get; init; }

    /// <summary>The instance that takes over: the new primary, the source that most of the replicas get, or the primary itself where it stays; null when none may.</summary>
    public InstanceKey? Candidate { get; init; }

    /// <summary>For every other instance of the cluster, whether it was chosen and why not.</summary>
    public IReadOnlyList<CandidateVerdict> Verdicts { get; init; } = [];

    /// <summary>What would be lost.</summary>
    public DataLoss Loss { get; init; } = DataLoss.Nothing;

    /// <summary>What forbids the recovery; it may run only when there is none.</summary>
    public IReadOnlyList<PlanBlocker> Blockers { get; init; } = [];

    /// <summary>The steps, in order. Steps with the same <see cref="PlanStep.Stage"/> run in parallel.</summary>
    public IReadOnlyList<PlanStep> Steps { get; init; } = [];

    /// <summary>Replicas that cannot follow the candidate and stay behind, with the reason.</summary>
    public IReadOnlyList<CandidateVerdict> LostReplicas { get; init; } = [];

    /// <summary>The old primary was the source of semi-synchronous replication, so the new one is to be.</summary>
    public bool UsesSemiSync { get; init; }

    /// <summary>How many acknowledgements commits of the new primary wait for, where nothing may be lost and it would wait for fewer than the old one; null leaves it as it is.</summary>
    public int? SemiSyncWaitCount { get; init; }

    /// <summary>The candidate replicates by file and position, so that the others find their places by positions too.</summary>
    public bool UsesPositions { get; init; }

    /// <summary>Whether it may run.</summary>
    public bool IsExecutable => Candidate is not null && Blockers.Count == 0;
}
