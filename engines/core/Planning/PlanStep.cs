using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>One step of a plan.</summary>
/// <param name="Stage">Steps of a stage run in parallel; stages run in order, from 1.</param>
/// <param name="Kind">What is done.</param>
/// <param name="Target">On which instance.</param>
/// <param name="Source">The source that it is pointed at or waits for, where there is one.</param>
/// <param name="Description">One sentence for people.</param>
public sealed record PlanStep(int Stage, PlanStepKind Kind, InstanceKey Target, InstanceKey? Source, string Description)
{
    /// <summary>Transactions that the target is known to lack or hold back now and must have executed when the step is done; empty when it waits for nothing that is known.</summary>
    public string GtidSet { get; init; } = "";

    /// <summary>How the target finds its place in the log of the source that it is pointed at.</summary>
    public Positioning Positioning { get; init; }
}
