using Ham4Db.Core.Operations;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Operations;

/// <summary>Input of the activities of an operation.</summary>
/// <param name="Ticket">The right to change the cluster.</param>
/// <param name="Order">What was asked for.</param>
/// <param name="Plan">The plan to execute; null while there is none.</param>
public sealed record OperationStepInput(RecoveryTicket Ticket, OperationOrder Order, OperationPlan? Plan = null);
