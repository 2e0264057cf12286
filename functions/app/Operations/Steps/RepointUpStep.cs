using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Points a replica that has all of its source at the source of that one, where that one stands.</summary>
internal sealed class RepointUpStep(PositionMoves moves) : IOperationStep
{
    public string Action => StepAction.RepointUp;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var target = await run.ProbeTargetAsync(cancellationToken);
        if (run.HasMoved(target)) return;
        var source = await run.ProbeStandingAsync(run.Step.Others[0], cancellationToken);
        var executed = target.Replication!.Executed;
        if (executed != source.BinlogPosition)
        {
            throw new InstanceOperationException(
                $"{target.Key} stands at {executed} of {source.Key}, which has logged up to {source.BinlogPosition} meanwhile: somebody writes on it. {target.Key} was left where it is.");
        }

        await moves.RepointAsync(run, executed, source.Replication!.Executed, cancellationToken);
    }
}
