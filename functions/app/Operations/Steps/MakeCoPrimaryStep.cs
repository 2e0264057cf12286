using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>Points a primary at its own replica. One that cannot follow it is a primary alone again.</summary>
internal sealed class MakeCoPrimaryStep(TopologyReader reader, ReplicationCredentialSource credentials) : IOperationStep
{
    private static readonly TimeSpan CatchUpTimeout = TimeSpan.FromSeconds(60);

    public string Action => StepAction.MakeCoPrimary;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var (session, key) = (run.Session, run.Step.Source!.Value);
        var primary = await run.ProbeTargetAsync(cancellationToken);
        if (primary.Replication is { IsRunning: true } status && status.Source == key) return;
        var replica = await run.ProbeAsync(key, cancellationToken);
        if (!replica.IsReadOnly) throw new InstanceOperationException($"{key} accepts writes by now: {primary.Key} was left as it is.");
        await session.StopReplicationAsync(cancellationToken);
        try
        {
            await session.RepointAsync(key, await OptionsAsync(run, primary, replica, cancellationToken), cancellationToken);
            if (replica.Replication is { UsesGtid: true } && GtidMoves.MustWait(replica)) await WaitAsync(run, cancellationToken);
            await session.StartReplicationAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InstanceOperationException or InstanceUnreachableException)
        {
            if (run.Step.From is null) await session.ResetReplicationAsync(cancellationToken);
            throw;
        }
    }

    // What the replica logs of the primary's own transactions the primary skips, so that any position will do from which on the replica's own are seen.
    private async Task<RepointOptions> OptionsAsync(StepRun run, InstanceSnapshot primary, InstanceSnapshot replica, CancellationToken cancellationToken)
    {
        var byGtid = replica.Replication is { UsesGtid: true };
        var account = primary.IsReplica ? null : await credentials.FindAsync(await reader.ReadAsync(run.Ticket.ClusterId, cancellationToken), cancellationToken);
        if (account is null && !primary.IsReplica) throw new InstanceOperationException($"{primary.Key} has no account to replicate with and nobody's can be read; it was left as it is.");
        return new RepointOptions(account, Tls: primary.IsReplica ? null : account?.Tls ?? replica.Replication?.Tls, WasPrimary: byGtid && !primary.IsReplica)
        {
            Position = byGtid ? null : replica.BinlogPosition,
        };
    }

    // MariaDB looks the position up in the replica's log, which must have got there.
    private static async Task WaitAsync(StepRun run, CancellationToken cancellationToken)
    {
        var goal = (await run.Session.ProbeAsync(cancellationToken)).ExecutedGtidSet;
        var key = run.Step.Source!.Value;
        await using var waiting = await run.Engines.For(key).OpenSessionAsync(key, CatchUpTimeout, cancellationToken);
        if (!await waiting.WaitForGtidSetAsync(goal, CatchUpTimeout, cancellationToken))
            throw new InstanceOperationException($"{key} did not get what {run.Step.Target} has within {CatchUpTimeout.TotalSeconds:F0} s.");
    }
}
