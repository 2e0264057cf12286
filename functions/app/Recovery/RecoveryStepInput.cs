using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>Input of the activities of a recovery.</summary>
/// <param name="Ticket">The right to change the cluster.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Plan">The plan to execute; null while there is none.</param>
public sealed record RecoveryStepInput(RecoveryTicket Ticket, RecoveryRequest Request, RecoveryPlan? Plan = null)
{
    /// <summary>The process that prepared the plan.</summary>
    public string PreparedBy { get; init; } = "";

    /// <summary>Candidates whose promotion failed in this recovery; whether they became writable may be unknown.</summary>
    public IReadOnlyList<InstanceKey> FailedCandidates { get; init; } = [];
}
