using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Points replicas at positions and remembers which positions are the same place.</summary>
internal sealed class PositionMoves(FleetStore store, TimeProvider time)
{
    /// <summary>Points the target of a step, which stands still, at the step's source.</summary>
    /// <param name="run">The step.</param>
    /// <param name="executed">Where the target stands in the log of its present source.</param>
    /// <param name="position">The same place in the log of the new one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task RepointAsync(StepRun run, BinlogCoordinates executed, BinlogCoordinates position, CancellationToken cancellationToken)
    {
        await run.Session.RepointAsync(run.Step.Source!.Value, new RepointOptions { Position = position }, cancellationToken);
        if (run.Step.From is not { } from) return;
        await store.SaveEquivalenceAsync(
            run.Ticket.ClusterId, new PositionEquivalence(from, executed, run.Step.Source.Value, position), time.GetUtcNow(), cancellationToken);
    }
}
