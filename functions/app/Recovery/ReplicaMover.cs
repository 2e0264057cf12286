using Ham4Db.Core.Planning;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>Points one replica at its new source.</summary>
public sealed class ReplicaMover(RecoveryGuard guard, EngineRegistry engines, CommonPlace place)
{
    /// <summary>Carries a step out. Run twice, it points the replica there again.</summary>
    /// <param name="ticket">The right to change the cluster.</param>
    /// <param name="step">The step; its source is the new one.</param>
    /// <param name="mayMove">Whether a replica that was just probed may be moved: a sentence why not, or nothing.</param>
    /// <param name="cancellationToken">Stops the move.</param>
    public async Task<MoveResult> MoveAsync(RecoveryTicket ticket, PlanStep step, Func<InstanceSnapshot, Task<string>>? mayMove, CancellationToken cancellationToken)
    {
        try
        {
            await using var replica = await guard.OpenAsync(ticket, step.Target, cancellationToken);
            if (mayMove is not null && await mayMove(await replica.Session.ProbeAsync(cancellationToken)) is { Length: > 0 } reason) return new MoveResult(reason, IsLost: false);
            try
            {
                await replica.ChangeAsync(RecoveryTimeline.Repoint, step.Description, session => MoveAsync(ticket, session, step, cancellationToken), cancellationToken);
                return MoveResult.Moved;
            }
            catch (InstanceOperationException exception)
            {
                return new MoveResult(Explain(step, exception), IsLost: !await WaitsForSourceAsync(replica.Session, step, cancellationToken));
            }
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException or RecoverySupersededException)
        {
            return new MoveResult(Explain(step, exception), IsLost: true);
        }
    }

    private async Task MoveAsync(RecoveryTicket ticket, IInstanceSession session, PlanStep step, CancellationToken cancellationToken)
    {
        if (step.Positioning != Positioning.Gtid)
        {
            await place.MoveAsync(ticket, session, step.Source!.Value, cancellationToken);
            return;
        }

        await session.StopReplicationAsync(cancellationToken);
        await session.RepointAsync(step.Source!.Value, new RepointOptions(), cancellationToken);
        await session.StartReplicationAsync(cancellationToken);
    }

    // One that follows a source which died an instant ago lacks nothing but that source: it is a candidate like any other when that is recovered.
    private async Task<bool> WaitsForSourceAsync(IInstanceSession session, PlanStep step, CancellationToken cancellationToken)
    {
        var source = step.Source!.Value;
        var status = (await session.ProbeAsync(cancellationToken)).Replication;
        if (status is not { Applier: ReplicationThreadState.Running } || status.Source != source) return false;
        if (status.IsRunning) return true;
        return (status.Receiver == ReplicationThreadState.Other || status.IsFailingToConnect)
            && !(await engines.For(source).PingAsync(source, Evidence.Patient, cancellationToken)).IsAlive;
    }

    private static string Explain(PlanStep step, Exception exception) => $"{step.Target} does not follow {step.Source}: {exception.Message}";
}
