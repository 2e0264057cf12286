using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Takes a detached replica back. Its source may be dead: then the replica waits for it.</summary>
internal sealed class ReattachStep : IOperationStep
{
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(1);

    public string Action => StepAction.Reattach;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        await run.Session.ReattachAsync(cancellationToken);
        var source = (await run.Session.ProbeAsync(cancellationToken)).Replication!.Source;
        try
        {
            await run.Session.StartReplicationAsync(cancellationToken);
        }
        catch (InstanceOperationException exception)
        {
            if ((await run.Engines.For(source).PingAsync(source, PingTimeout, cancellationToken)).IsAlive)
                throw new InstanceOperationException($"{run.Step.Target} is attached to {source} again, but: {exception.Message}", exception);
        }
    }
}
