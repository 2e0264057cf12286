using Ham4Db.Core.Planning;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>Steps of a repair that stop or start a whole instance.</summary>
public sealed class InstanceRepair(EngineRegistry engines, RecoveryGuard guard, RecoveryTimeline timeline, FleetStore store, TimeProvider time)
{
    /// <summary>How often a standby is started before it is left to a person.</summary>
    public const int MostStarts = 3;

    private const string StartStep = "start-standby";

    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Stops one of two primaries, unless the other is none any more.</summary>
    /// <exception cref="InstanceOperationException">It was not stopped.</exception>
    public async Task StopDuplicateAsync(RecoveryStepInput input, PlanStep step, CancellationToken cancellationToken)
    {
        // Long may have passed since it was planned, above all in a second run.
        var stays = input.Plan!.Candidate!.Value;
        if ((await engines.For(stays).PingAsync(stays, Evidence.Patient, cancellationToken)).IsWritable != true)
            throw new InstanceOperationException($"{stays} does not say any more that it accepts writes, so {step.Target} was not stopped.");
        await timeline.StepAsync(
            input.Ticket,
            RecoveryTimeline.Fence,
            step.Target,
            step.Description,
            async () =>
            {
                await GuardedInstance.EnsureInChargeAsync(store, input.Ticket, cancellationToken);
                if (!await IsStoppedAsync(engines.For(step.Target), step.Target, cancellationToken))
                    throw new InstanceOperationException($"{step.Target} was not stopped by its agent within {StopTime.TotalSeconds:F0} s.");
            },
            cancellationToken);
        await AuditAsync(input, "stop-duplicate-primary", step.Target, $"{step.Target} was stopped, because {stays} is a primary too.", cancellationToken);
    }

    /// <summary>Whether this recovery, in this run or in one whose process died, began to stop one of two primaries.</summary>
    public async Task<bool> MayHaveStoppedAsync(RecoveryStepInput input, CancellationToken cancellationToken)
    {
        var begun = await timeline.BegunAsync(input.Ticket, RecoveryTimeline.Fence, cancellationToken);
        return input.Plan!.Steps.Any(s => s.Kind == PlanStepKind.StopDuplicatePrimary && begun.Contains(s.Target));
    }

    /// <summary>Starts a standby, several times if need be.</summary>
    /// <exception cref="InstanceOperationException">It does not run.</exception>
    public async Task StartStandbyAsync(RecoveryStepInput input, PlanStep step, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var instance = await guard.OpenAsync(input.Ticket, step.Target, cancellationToken);
                await instance.ChangeAsync(StartStep, $"{step.Description} Attempt {attempt} of {MostStarts}.", session => StartAsync(session, cancellationToken), cancellationToken);
                await AuditAsync(input, StartStep, step.Target, $"{step.Target} was down and was started.", cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
            {
                await AuditAsync(input, StartStep, step.Target, $"{step.Target} was down and was not started, attempt {attempt} of {MostStarts}: {exception.Message}", cancellationToken);
                if (attempt == MostStarts)
                    throw new InstanceOperationException($"{step.Target} was started {MostStarts} times and does not run: {exception.Message} It is not started again by itself for a while.");
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    // A run whose process died may have asked its agent already: one of both is refused, and what has become of the instance tells.
    private async Task<bool> IsStoppedAsync(IDatabaseEngine engine, InstanceKey key, CancellationToken cancellationToken)
    {
        for (var started = time.GetTimestamp(); time.GetElapsedTime(started) < StopTime; await Task.Delay(LookEvery, time, cancellationToken))
        {
            if (await engine.TryFenceAsync(key, StopTime, cancellationToken)) return true;
            if ((await engine.ProbeAsync(key, Evidence.Patient, cancellationToken)).Snapshot is { IsReadOnly: true, Condition.State: ServerState.Fenced }) return true;
        }

        return false;
    }

    private Task AuditAsync(RecoveryStepInput input, string type, InstanceKey key, string message, CancellationToken cancellationToken) =>
        store.AuditAsync(new AuditRecord(time.GetUtcNow(), type, input.Ticket.ClusterId, key, input.Request.Actor, message), cancellationToken);

    private async Task StartAsync(IInstanceSession session, CancellationToken cancellationToken)
    {
        await session.StartReplicationAsync(cancellationToken);
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                await session.ProbeAsync(cancellationToken);
                return;
            }
            catch (InstanceUnreachableException) when (time.GetElapsedTime(started) < StartTime)
            {
                await Task.Delay(LookEvery, time, cancellationToken);
            }
        }
    }
}
