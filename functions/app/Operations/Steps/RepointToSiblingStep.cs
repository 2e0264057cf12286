using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Points a replica at another one that stands at the same place of the same source.</summary>
internal sealed class RepointToSiblingStep(PositionMoves moves) : IOperationStep
{
    public string Action => StepAction.RepointToSibling;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var target = await run.ProbeTargetAsync(cancellationToken);
        if (run.HasMoved(target)) return;
        var sibling = await run.ProbeStandingAsync(run.Step.Others[0], cancellationToken);
        var (own, other) = (target.Replication!.Executed, sibling.Replication!.Executed);
        if (own != other)
            throw new InstanceOperationException($"{target.Key} stands at {own} of their common source and {sibling.Key} at {other}: {target.Key} was left where it is.");
        await moves.RepointAsync(run, own, sibling.BinlogPosition, cancellationToken);
    }
}
