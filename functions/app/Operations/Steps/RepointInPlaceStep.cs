using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Points a replica at a source with the position that it has. The source may be dead: then the replica waits for it.</summary>
internal sealed class RepointInPlaceStep : IOperationStep
{
    public string Action => StepAction.RepointInPlace;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var source = run.Step.Source!.Value;
        await run.ProbeTargetAsync(cancellationToken);
        await run.Session.StopReplicationAsync(cancellationToken);
        var status = (await run.ProbeTargetAsync(cancellationToken)).Replication!;
        await run.Session.RepointAsync(source, new RepointOptions { Position = status.UsesGtid ? null : status.Executed }, cancellationToken);
        try
        {
            await run.Session.StartReplicationAsync(cancellationToken);
        }
        catch (InstanceOperationException exception)
        {
            var answer = await run.Engines.For(source).PingAsync(source, TimeSpan.FromSeconds(1), cancellationToken);
            if (answer.IsAlive) throw new InstanceOperationException($"{run.Step.Target} is pointed at {source}, but: {exception.Message}", exception);
        }
    }
}
