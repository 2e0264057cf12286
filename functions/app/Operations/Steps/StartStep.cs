using Ham4Db.Core.Operations;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Starts both replication threads.</summary>
internal sealed class StartStep : IOperationStep
{
    public string Action => StepAction.Start;

    public Task RunAsync(StepRun run, CancellationToken cancellationToken) => run.Session.StartReplicationAsync(cancellationToken);
}
