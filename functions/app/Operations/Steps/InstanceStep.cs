namespace Ham4Db.Functions.Operations.Steps;

/// <summary>A step that is one thing done to its instance.</summary>
internal sealed class InstanceStep(string action, Func<StepRun, CancellationToken, Task> execute) : IOperationStep
{
    public string Action => action;

    public Task RunAsync(StepRun run, CancellationToken cancellationToken) => execute(run, cancellationToken);
}
