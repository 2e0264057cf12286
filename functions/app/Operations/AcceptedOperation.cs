using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Operations;

/// <summary>
/// The promise to run an operation or a recovery, written before it is started, so that whoever asked can find out what became of it whatever happens meanwhile.
/// After that only <see cref="ClusterEntity"/> changes it: it opens each once, however often it is started, or says why not.
/// </summary>
public sealed record AcceptedOperation
{
    /// <summary>Unique id; the record of the operation or recovery has the same.</summary>
    public required string Uid { get; init; }

    /// <summary>What was asked for, as one word with dashes.</summary>
    public required string Kind { get; init; }

    /// <summary>The cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Its name then.</summary>
    public string ClusterName { get; init; } = "";

    /// <summary>The instance that it is about.</summary>
    public InstanceKey Instance { get; init; }

    /// <summary>Who asked.</summary>
    public string Actor { get; init; } = "";

    /// <summary>When it was accepted (UTC).</summary>
    public DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Input of the orchestration, of an operation; null for a recovery.</summary>
    public OperationOrder? Order { get; init; }

    /// <summary>Input of the orchestration, of a recovery; null for an operation.</summary>
    public RecoveryRequest? Recovery { get; init; }

    /// <summary>When it was opened (UTC), which is the start of its record; null before.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it was refused instead (UTC); null when it was not.</summary>
    public DateTimeOffset? RefusedAt { get; init; }

    /// <summary>Why it was refused; empty when it was not.</summary>
    public string Refusal { get; init; } = "";

    /// <summary>How many steps its plan has; null until there is one.</summary>
    public int? PlannedSteps { get; init; }
}
