using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Lets a replica position itself by GTID. One that cannot go on so goes back to its coordinates.</summary>
internal sealed class EnableGtidStep : IOperationStep
{
    public string Action => StepAction.EnableGtid;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var session = run.Session;
        await run.ProbeTargetAsync(cancellationToken);
        await session.StopReplicationAsync(cancellationToken);
        var before = (await run.ProbeTargetAsync(cancellationToken)).Replication!;
        await session.SetGtidPositioningAsync(enabled: true, cancellationToken);
        try
        {
            await session.StartReplicationAsync(cancellationToken);
        }
        catch (InstanceOperationException exception) when (!before.UsesGtid && !before.Executed.IsEmpty)
        {
            await session.RepointAsync(before.Source, new RepointOptions { Position = before.Executed }, cancellationToken);
            await session.StartReplicationAsync(cancellationToken);
            throw new InstanceOperationException($"{run.Step.Target} cannot go on by GTID and positions itself by coordinates again: {exception.Message}", exception);
        }
    }
}
