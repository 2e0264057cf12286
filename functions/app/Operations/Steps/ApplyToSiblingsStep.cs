using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Lets a replica apply up to where the most advanced of its siblings, which stand still, is.</summary>
internal sealed class ApplyToSiblingsStep : IOperationStep
{
    public string Action => StepAction.ApplyToSiblings;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var target = await run.ProbeTargetAsync(cancellationToken);
        if (run.HasMoved(target)) return;
        var siblings = await Task.WhenAll(run.Step.Others.Select(key => TryProbeAsync(run, key, cancellationToken)));
        // One that follows the target already has been moved by an earlier run, and one that does not answer is not moved.
        var waiting = siblings.OfType<InstanceSnapshot>().Where(s => s.Replication is { } status && status.Source != run.Step.Target).ToList();
        if (waiting.Count == 0) return;
        var furthest = waiting.MaxBy(s => s.Replication!.Executed)!;
        await run.ApplyUntilAsync(furthest.Replication!.Executed, furthest.Key, cancellationToken);
    }

    private static async Task<InstanceSnapshot?> TryProbeAsync(StepRun run, InstanceKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await run.ProbeAsync(key, cancellationToken);
        }
        catch (InstanceUnreachableException) when (run.Step.Others.Count > 1)
        {
            return null;
        }
    }
}
