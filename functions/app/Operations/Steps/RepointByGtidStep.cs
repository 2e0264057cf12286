using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Points a replica at another source by GTID. A position by GTID is right everywhere, so that one that cannot follow the new source is pointed back at the old one.</summary>
internal sealed class RepointByGtidStep : IOperationStep
{
    private static readonly TimeSpan SourceTimeout = TimeSpan.FromSeconds(60);

    public string Action => StepAction.RepointByGtid;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var (session, source, from) = (run.Session, run.Step.Source!.Value, run.Step.From);
        var before = await run.ProbeTargetAsync(cancellationToken);
        if (before.Replication!.Source == source && before.Replication is { UsesGtid: true, IsRunning: true }) return;

        await session.StopReplicationAsync(cancellationToken);
        try
        {
            await EnsureFollowsAsync(run, source, cancellationToken);
            await session.RepointAsync(source, new RepointOptions(), cancellationToken);
            await session.StartReplicationAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InstanceOperationException or InstanceUnreachableException)
        {
            await ReturnAsync(run, from, exception, cancellationToken);
            throw new InstanceOperationException($"{run.Step.Target} was not moved below {source}: {exception.Message.TrimEnd('.')}.", exception);
        }
    }

    // Stopped, it has its last word: what it can follow is known for sure.
    private static async Task EnsureFollowsAsync(StepRun run, InstanceKey source, CancellationToken cancellationToken)
    {
        var (replica, offered) = (await run.Session.ProbeAsync(cancellationToken), await run.ProbeAsync(source, cancellationToken));
        if (GtidMoves.WhyNot(replica, offered) is { } reason) throw new InstanceOperationException(reason);
        // A primary is asked after its replica and has it; waiting for a position there would never end.
        if (!GtidMoves.MustWait(replica) || GtidMoves.HasAll(offered, replica)) return;
        await using var waiting = await run.Engines.For(source).OpenSessionAsync(source, SourceTimeout, cancellationToken);
        if (!await waiting.WaitForGtidSetAsync(replica.ExecutedGtidSet, SourceTimeout, cancellationToken))
            throw new InstanceOperationException($"{source} did not get what {replica.Key} has ({replica.ExecutedGtidSet}) within {SourceTimeout.TotalSeconds:F0} s");
    }

    private static async Task ReturnAsync(StepRun run, InstanceKey? from, Exception cause, CancellationToken cancellationToken)
    {
        try
        {
            var now = (await run.Session.ProbeAsync(cancellationToken)).Replication?.Source;
            if (from is { IsValid: true } old && now != old) await run.Session.RepointAsync(old, new RepointOptions(), cancellationToken);
            await run.Session.StartReplicationAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InstanceOperationException or InstanceUnreachableException)
        {
            throw new InstanceOperationException($"{run.Step.Target} was not moved below {run.Step.Source}: {cause.Message.TrimEnd('.')}. It is pointed back at {from}, but: {exception.Message}", exception);
        }
    }
}
