using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations;

/// <summary>One step of an operation.</summary>
/// <param name="Stage">Steps of a stage run in parallel; stages run in order, from 1.</param>
/// <param name="Action">What is done: one of <see cref="StepAction"/>.</param>
/// <param name="Target">On which instance.</param>
/// <param name="Description">One sentence for people.</param>
public sealed record OperationStep(int Stage, string Action, InstanceKey Target, string Description)
{
    /// <summary>
    /// The instance on whose behalf the step is done. When the step fails, the further steps of this instance are left out and the others go on;
    /// null when all depend on it.
    /// </summary>
    public InstanceKey? Branch { get; init; }

    /// <summary>The source as the target had it configured when this was planned; null when it had none. A target that has another one by then was moved by somebody else.</summary>
    public InstanceKey? From { get; init; }

    /// <summary>The source that the target is pointed at, in this step or a later one. A target that has it already has been through this.</summary>
    public InstanceKey? Source { get; init; }

    /// <summary>Further instances that the step looks at.</summary>
    public IReadOnlyList<InstanceKey> Others { get; init; } = [];

    /// <summary>The position in the log of its present source at which the target must stand; null where any will do.</summary>
    public BinlogCoordinates? At { get; init; }

    /// <summary>The position in the log of the new source; null where it is found out when the step is done.</summary>
    public BinlogCoordinates? Position { get; init; }

    /// <summary>A value that the action needs, such as seconds; empty for none.</summary>
    public string Value { get; init; } = "";

    /// <summary>It is done also after an earlier step failed, where a step on the same target was begun: it leaves nothing half-done.</summary>
    public bool IsCleanUp { get; init; }
}
