using Ham4Db.Core.Gtid;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Writes an empty transaction in place of the one that the applier stopped at, if it still stands where it stood when this was planned.</summary>
internal sealed class SkipTransactionStep : IOperationStep
{
    public string Action => StepAction.SkipTransaction;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var snapshot = await run.ProbeTargetAsync(cancellationToken);
        // It has moved on: what was asked for is done.
        if (snapshot.Replication!.ApplierErrorNumber == 0 || $"{snapshot.Replication.Executed}" != run.Step.Value) return;
        if (await run.Session.FindFailedTransactionAsync(cancellationToken) is not { } failed)
            throw new InstanceOperationException($"Which transaction the applier of {run.Step.Target} stopped at can be seen neither in its error nor in its relay log. Nothing was changed");
        if (GtidSet.TryParse(snapshot.GtidKind, failed, out var set) && GtidSet.Parse(snapshot.GtidKind, snapshot.ExecutedGtidSet).Contains(set)) return;
        await run.Session.InjectEmptyTransactionsAsync([failed], cancellationToken);
    }
}
