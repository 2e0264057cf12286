using Ham4Db.Core.Operations;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Stops both replication threads.</summary>
internal sealed class StopStep : IOperationStep
{
    public string Action => StepAction.Stop;

    public Task RunAsync(StepRun run, CancellationToken cancellationToken) => run.Session.StopReplicationAsync(cancellationToken);
}
