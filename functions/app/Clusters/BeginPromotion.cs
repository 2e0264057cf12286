using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Clusters;

/// <summary>Tells the cluster's entity that the old primary loses its role now.</summary>
/// <param name="Uid">The recovery.</param>
/// <param name="Plan">The plan that is executed.</param>
/// <param name="OldPrimaryServerId">Identity of the old primary; may be empty.</param>
/// <param name="FailedCandidates">Instances whose promotion failed and that must not be writable either.</param>
public sealed record BeginPromotion(string Uid, RecoveryPlan Plan, string OldPrimaryServerId, IReadOnlyList<InstanceKey> FailedCandidates)
{
    /// <summary>The old primary passed on every transaction before it acknowledged it, and all to whom it did so were asked.</summary>
    public bool WasLossless { get; init; }
}
