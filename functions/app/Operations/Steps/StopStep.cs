using Ham4Db.Core.Operations;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Stops both replication threads.</summary>
internal sealed class StopStep : IOperationStep
{
    public string Action => StepAction.Stop;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        await run.ProbeTargetAsync(cancellationToken);
        await run.Session.StopReplicationAsync(cancellationToken);
    }
}
