namespace Ham4Db.Functions.Api.Operations;

/// <summary>Where something that was asked for stands: an operation or a recovery.</summary>
internal enum OperationState
{
    /// <summary>It is to begin.</summary>
    Accepted,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>All of it was done.</summary>
    Succeeded,

    /// <summary>Some of several instances were changed, others not; the errors say which and why.</summary>
    PartlySucceeded,

    /// <summary>It was tried and failed; the errors say why.</summary>
    Failed,

    /// <summary>Nothing was changed; the errors say why.</summary>
    Refused,

    /// <summary>A recovery took the cluster over; what was done until then is in the steps.</summary>
    Superseded,

    /// <summary>Somebody cancelled it; what was done until then is in the steps.</summary>
    Cancelled,
}
