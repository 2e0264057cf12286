using System.Diagnostics;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Operations.Steps;

/// <summary>
/// Replaces everything on a server by a copy of another one, waits until it is back, and lets it follow the primary. What the donor had at the beginning is
/// written to the timeline, so that a run after a died process can tell a finished copy from none. A demoted primary is left to its rejoin.
/// </summary>
internal sealed class CloneStep(FleetStore store, TopologyReader reader, ReplicationCredentialSource credentials, TimeProvider time) : IOperationStep
{
    private const string Begun = "clone-begun";

    private static readonly TimeSpan LongestCopy = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestRestart = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    public string Action => StepAction.Clone;

    public async Task RunAsync(StepRun run, CancellationToken cancellationToken)
    {
        var donor = run.Step.Source!.Value;
        var begun = (await store.GetStepsAsync(run.Ticket.Uid, cancellationToken)).FirstOrDefault(s => s.Step == Begun && s.Target == run.Step.Target);
        if (begun is null)
        {
            var (offered, now) = ((await run.ProbeAsync(donor, cancellationToken)).ExecutedGtidSet, time.GetUtcNow());
            begun = new RecoveryStepRecord(run.Ticket.Uid, Begun, run.Step.Target, offered, now, now, Error: "");
            await store.SaveStepAsync(begun, cancellationToken);
            await CopyAsync(run, donor, cancellationToken);
        }
        else if (!await run.Session.IsCloningAsync(cancellationToken) && !await IsCopyAsync(run, await run.Session.ProbeAsync(cancellationToken), begun, cancellationToken))
        {
            await CopyAsync(run, donor, cancellationToken);
        }

        await FollowAsync(run, begun, cancellationToken);
    }

    private static async Task CopyAsync(StepRun run, InstanceKey donor, CancellationToken cancellationToken)
    {
        var before = await run.Session.ProbeAsync(cancellationToken);
        try
        {
            await run.Session.StopReplicationAsync(cancellationToken);
            await run.Session.CloneAsync(donor, LongestCopy, cancellationToken);
        }
        catch (InstanceOperationException) when (before.Replication is { IsRunning: true })
        {
            // Nothing was copied: it goes on as before.
            await run.Session.StartReplicationAsync(cancellationToken);
            throw;
        }
        catch (InstanceUnreachableException)
        {
            // It restarts, or stopped: what it has when it is back tells.
        }
    }

    private async Task FollowAsync(StepRun run, RecoveryStepRecord begun, CancellationToken cancellationToken)
    {
        await using var session = await ReturnedAsync(run, begun, cancellationToken);
        if (!await session.TryLockAsync(run.Ticket.LockName, ConnectTimeout, cancellationToken))
            throw new RecoverySupersededException($"Another operator holds the lock '{run.Ticket.LockName}' on {run.Step.Target}. Nothing was changed there.");
        var snapshot = await session.ProbeAsync(cancellationToken);
        if (!await IsCopyAsync(run, snapshot, begun, cancellationToken))
            throw new InstanceOperationException($"{run.Step.Target} is not a copy of {run.Step.Source}: the copy failed, and its error log says why");
        await session.SetReadOnlyAsync(readOnly: true, cancellationToken);
        if ((await store.GetStateAsync(run.Ticket.ClusterId, cancellationToken)).Demoted.Any(d => d.Matches(snapshot))) return;
        var primary = run.Step.Others[0];
        if (snapshot.Replication?.Source != primary)
        {
            var topology = await reader.ReadAsync(run.Ticket.ClusterId, cancellationToken);
            var account = snapshot.IsReplica ? null : await credentials.FindAsync(topology, cancellationToken);
            var tls = snapshot.IsReplica ? null : account?.Tls ?? ReplicationCredentialSource.FindTls(topology);
            await session.RepointAsync(primary, new RepointOptions(account, Tls: tls), cancellationToken);
        }

        await session.StartReplicationAsync(cancellationToken);
    }

    /// <summary>Waits until the server has copied everything and has started again since.</summary>
    private async Task<IInstanceSession> ReturnedAsync(StepRun run, RecoveryStepRecord begun, CancellationToken cancellationToken)
    {
        var (away, last) = (Stopwatch.StartNew(), "");
        while (away.Elapsed < LongestRestart)
        {
            IInstanceSession? session = null;
            try
            {
                session = await run.Engines.For(run.Step.Target).OpenSessionAsync(run.Step.Target, ConnectTimeout, cancellationToken);
                if (await session.IsCloningAsync(cancellationToken)) away.Restart();
                else if ((await session.ProbeAsync(cancellationToken)).UptimeSeconds <= (time.GetUtcNow() - begun.StartedAt).TotalSeconds + 1) return session;
                last = "It has not started again.";
            }
            catch (InstanceUnreachableException exception)
            {
                last = exception.Message;
            }

            if (session is not null) await session.DisposeAsync();
            await Task.Delay(Pause, time, cancellationToken);
        }

        throw new InstanceOperationException(
            $"{run.Step.Target} has not come back within {LongestRestart.TotalMinutes:F0} minutes ({last.TrimEnd('.')}): start it, see whether it has the data of {run.Step.Source}, and ask again");
    }

    /// <summary>Whether it has all that the donor had, and nothing that the primary lacks.</summary>
    private static async Task<bool> IsCopyAsync(StepRun run, InstanceSnapshot own, RecoveryStepRecord begun, CancellationToken cancellationToken)
    {
        var primary = await run.ProbeAsync(run.Step.Others[0], cancellationToken);
        var executed = GtidSet.Parse(own.GtidKind, own.ExecutedGtidSet);
        return executed.Contains(GtidSet.Parse(own.GtidKind, begun.Message)) && GtidSet.Parse(primary.GtidKind, primary.ExecutedGtidSet).Contains(executed);
    }
}
