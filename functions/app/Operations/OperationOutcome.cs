using Ham4Db.Core.Operations;

namespace Ham4Db.Functions.Operations;

/// <summary>How an operation ended.</summary>
public sealed record OperationOutcome
{
    /// <summary>Id of the operation; empty when it was not opened.</summary>
    public string Uid { get; init; } = "";

    /// <summary>Its end.</summary>
    public OperationStatus Status { get; init; } = OperationStatus.Refused;

    /// <summary>The plan that was executed, or the one that says why nothing was.</summary>
    public OperationPlan? Plan { get; init; }

    /// <summary>Instances on which it was done.</summary>
    public IReadOnlyList<InstanceKey> Done { get; init; } = [];

    /// <summary>What went wrong, a sentence each.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>It was not opened, because something else runs; <see cref="Errors"/> say what.</summary>
    public bool IsConflict { get; init; }
}
