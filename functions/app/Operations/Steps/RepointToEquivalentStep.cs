using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Points a replica at a position that is known, from an earlier move, to be the place where it stands.</summary>
internal sealed class RepointToEquivalentStep(PositionMoves moves) : IOperationStep
{
    public string Action => StepAction.RepointToEquivalent;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var target = await run.ProbeTargetAsync(cancellationToken);
        if (run.HasMoved(target)) return;
        var executed = target.Replication!.Executed;
        if (executed != run.Step.At)
            throw new InstanceOperationException($"{target.Key} has applied up to {executed} meanwhile, and the known position is for {run.Step.At}: it was left where it is.");
        await moves.RepointAsync(run, executed, run.Step.Position!.Value, cancellationToken);
    }
}
