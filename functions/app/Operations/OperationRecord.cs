using Ham4Db.Core.Operations;

namespace Ham4Db.Functions.Operations;

/// <summary>One operation on a cluster, from its opening to its end.</summary>
public sealed record OperationRecord
{
    /// <summary>Unique id.</summary>
    public required string Uid { get; init; }

    /// <summary>What was asked for.</summary>
    public required OperationRequest Request { get; init; }

    /// <summary>The cluster's name when it began.</summary>
    public string ClusterName { get; init; } = "";

    /// <summary>Fencing token: a step of an older epoch changes nothing.</summary>
    public long Epoch { get; init; }

    /// <summary>Who asked.</summary>
    public string Actor { get; init; } = "";

    /// <summary>When it was opened (UTC).</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended (UTC); null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Where it stands.</summary>
    public OperationStatus Status { get; init; } = OperationStatus.Running;

    /// <summary>The plan that was executed, or the one that says why nothing was; null until there is one.</summary>
    public OperationPlan? Plan { get; init; }

    /// <summary>Instances on which it was done.</summary>
    public IReadOnlyList<InstanceKey> Done { get; init; } = [];

    /// <summary>What went wrong, a sentence each.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Who wanted it cancelled; null when nobody did. It may have ended before it came to that.</summary>
    public OperationCancel? Cancel { get; init; }

    /// <summary>The cluster.</summary>
    public string ClusterId => Request.ClusterId;

    /// <summary>The record as it ended.</summary>
    public OperationRecord Ended(OperationOutcome outcome, DateTimeOffset at) => this with
    {
        EndedAt = at,
        Status = outcome.Status,
        Plan = outcome.Plan ?? Plan,
        Done = outcome.Done,
        Errors = outcome.Errors,
    };
}
