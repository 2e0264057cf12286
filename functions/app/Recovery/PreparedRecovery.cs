using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Recovery;

/// <summary>Result of the preparation of a recovery.</summary>
/// <param name="Plan">The plan on the final positions, or the one that says why nothing is done.</param>
/// <param name="OldPrimaryServerId">Identity of the old primary; may be empty.</param>
/// <param name="Problem">Why the recovery must not go on; empty when it may.</param>
public sealed record PreparedRecovery(RecoveryPlan Plan, string OldPrimaryServerId, string Problem)
{
    /// <summary>The old primary passed on every transaction before it acknowledged it, and all to whom it did so were asked.</summary>
    public bool WasLossless { get; init; }

    /// <summary>The process that prepared it, and has seen what it says.</summary>
    public string SeenBy { get; init; } = Evidence.ThisProcess;
}
