namespace Ham4Db.Functions.Operations;

/// <summary>Where an operation stands.</summary>
public enum OperationStatus
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>All of it was done.</summary>
    Succeeded,

    /// <summary>Some of several instances were changed, others not; the errors say which and why.</summary>
    PartlySucceeded,

    /// <summary>It was tried and failed; the errors say why.</summary>
    Failed,

    /// <summary>Nothing was changed, because a precondition does not hold.</summary>
    Refused,

    /// <summary>A recovery took the cluster over; what was done until then is in the steps.</summary>
    Superseded,

    /// <summary>Somebody cancelled it between two steps; what was begun was brought to an end, what was done until then is in the steps.</summary>
    Cancelled,
}
