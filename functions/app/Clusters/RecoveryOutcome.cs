using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Clusters;

/// <summary>How a recovery ended.</summary>
public sealed record RecoveryOutcome
{
    /// <summary>Id of the recovery; empty when it was not opened.</summary>
    public string Uid { get; init; } = "";

    /// <summary>It was opened; otherwise <see cref="Errors"/> says why not.</summary>
    public bool WasAttempted { get; init; }

    /// <summary>The instance that took over; null when none has.</summary>
    public InstanceKey? Successor { get; init; }

    /// <summary>The plan that was executed or that says why nothing was.</summary>
    public RecoveryPlan? Plan { get; init; }

    /// <summary>Replicas that were left behind.</summary>
    public IReadOnlyList<InstanceKey> LostReplicas { get; init; } = [];

    /// <summary>What went wrong, a sentence each.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Though there is no new primary for sure, the old one must not be it again by itself: another instance may accept writes.</summary>
    public bool StaysDemoted { get; init; }

    /// <summary>Whether it did what it was for.</summary>
    public bool IsSuccessful => Successor is not null;

    /// <summary>The outcome with one more thing that went wrong.</summary>
    public RecoveryOutcome With(string error) => this with { Errors = [.. Errors, error] };
}
