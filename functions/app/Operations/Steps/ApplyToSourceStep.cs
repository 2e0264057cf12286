using Ham4Db.Core.Operations;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Lets a replica apply everything that its source, which stands still, has logged.</summary>
internal sealed class ApplyToSourceStep : IOperationStep
{
    public string Action => StepAction.ApplyToSource;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var target = await run.ProbeTargetAsync(cancellationToken);
        if (run.HasMoved(target)) return;
        var source = await run.ProbeStandingAsync(run.Step.Others[0], cancellationToken);
        await run.ApplyUntilAsync(source.BinlogPosition, source.Key, cancellationToken);
    }
}
