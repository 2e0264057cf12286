using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Something that was asked for, and what became of it: an operation or a recovery.</summary>
/// <param name="Accepted">What was asked for.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Errors">What went wrong, a sentence each.</param>
/// <param name="Operation">Record of the operation; null for a recovery and before it has begun.</param>
/// <param name="Recovery">Record of the recovery; null for an operation and before it has begun.</param>
/// <param name="Steps">Its timeline.</param>
internal sealed record OperationRun(
    AcceptedOperation Accepted,
    OperationState State,
    IReadOnlyList<string> Errors,
    OperationRecord? Operation = null,
    RecoveryRecord? Recovery = null,
    IReadOnlyList<RecoveryStepRecord>? Steps = null)
{
    /// <summary>It has ended.</summary>
    public bool HasEnded => State is not (OperationState.Accepted or OperationState.Running);

    /// <summary>It was not begun, because something else ran, or somebody cancelled it.</summary>
    public bool WasNotBegun => State == OperationState.Refused && Operation is null && Recovery is null;

    public static OperationRun Of(AcceptedOperation accepted, OperationRecord operation, IReadOnlyList<RecoveryStepRecord> steps) =>
        new(accepted, StateOf(operation.Status), operation.Errors, Operation: operation, Steps: steps);

    public static OperationRun Of(AcceptedOperation accepted, RecoveryRecord recovery, IReadOnlyList<RecoveryStepRecord> steps) =>
        new(accepted, StateOf(recovery.Status), recovery.Errors, Recovery: recovery, Steps: steps);

    /// <summary>What was asked for, of an operation that nobody accepted: it is older.</summary>
    public static AcceptedOperation AcceptanceOf(OperationRecord operation) => new()
    {
        Uid = operation.Uid,
        Kind = operation.Request.Kind,
        ClusterId = operation.ClusterId,
        ClusterName = operation.ClusterName,
        Instance = operation.Request.Instance,
        Actor = operation.Actor,
        AcceptedAt = operation.StartedAt,
        PlannedSteps = operation.Plan?.Steps.Count,
    };

    /// <summary>What was asked for, of a recovery that nobody accepted: it began by itself.</summary>
    public static AcceptedOperation AcceptanceOf(RecoveryRecord recovery) => new()
    {
        Uid = recovery.Uid,
        Kind = "recover",
        ClusterId = recovery.ClusterId,
        ClusterName = recovery.ClusterName,
        Instance = recovery.Failed,
        Actor = recovery.Actor,
        AcceptedAt = recovery.StartedAt,
    };

    private static OperationState StateOf(OperationStatus status) => status switch
    {
        OperationStatus.Running => OperationState.Running,
        OperationStatus.Succeeded => OperationState.Succeeded,
        OperationStatus.PartlySucceeded => OperationState.PartlySucceeded,
        OperationStatus.Failed => OperationState.Failed,
        OperationStatus.Refused => OperationState.Refused,
        OperationStatus.Superseded => OperationState.Superseded,
        _ => OperationState.Cancelled,
    };

    private static OperationState StateOf(RecoveryStatus status) => status switch
    {
        RecoveryStatus.Running => OperationState.Running,
        RecoveryStatus.Succeeded => OperationState.Succeeded,
        _ => OperationState.Failed,
    };
}
