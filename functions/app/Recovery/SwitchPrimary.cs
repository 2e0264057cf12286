using Ham4Db.Core.Planning;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Recovery;

/// <summary>The moment of a planned takeover: stops writes on the old primary, waits for the candidate, opens it for writes. What fails leaves the old primary writable.</summary>
public sealed class SwitchPrimary(EngineRegistry engines, RecoveryGuard guard, RepointReplicas replicas, RecoveryTimeline timeline, CommonPlace place, FleetStore store, Ham4DbOptions options)
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Runs the activity. Run twice, it goes on where it stopped.</summary>
    [Function(nameof(SwitchPrimary))]
    public async Task<PromotionResult> RunAsync([ActivityTrigger] RecoveryStepInput input, FunctionContext context)
    {
        var cancellationToken = context.CancellationToken;
        GuardedInstance? candidate = null;
        try
        {
            candidate = await guard.OpenAsync(input.Ticket, input.Plan!.Candidate!.Value, cancellationToken);
            return await SwitchAsync(input, candidate, cancellationToken);
        }
        catch (RecoverySupersededException exception)
        {
            return new PromotionResult(exception.Message, MayTryAnother: false, MayBeWritable: true);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return await UndoAsync(input, candidate, exception.Message);
        }
        finally
        {
            if (candidate is not null) await candidate.DisposeAsync();
        }
    }

    private async Task<PromotionResult> SwitchAsync(RecoveryStepInput input, GuardedInstance candidate, CancellationToken cancellationToken)
    {
        var wasBegun = (await timeline.BegunAsync(input.Ticket, RecoveryTimeline.Promote, cancellationToken)).Contains(candidate.Key);
        if (wasBegun && await PromotionSequence.IsDoneAsync(engines.For(candidate.Key), candidate.Key, cancellationToken))
        {
            await PromotionSequence.PublishAsync(store, input.Plan!, cancellationToken);
            return PromotionResult.Promoted;
        }

        // Once its promotion has begun it has everything that the old primary has; that was in a run whose process died.
        if (!wasBegun)
        {
            await using var old = await guard.OpenAsync(input.Ticket, input.Plan!.OldPrimary, cancellationToken);
            await FenceOthersAsync(input, cancellationToken);
            await DemoteAsync(old, cancellationToken);
            await WaitAsync(input, old, candidate, cancellationToken);
        }

        // The first commit waits for a replica that acknowledges it, so they move while the candidate is promoted: it has everything already.
        var moving = replicas.RepointAsync(input.Ticket, input.Plan!, cancellationToken);
        try
        {
            await candidate.ChangeAsync(
                RecoveryTimeline.Promote,
                $"Forget the source of {candidate.Key} and make it writable.",
                session => PromotionSequence.RunAsync(session, input.Plan!, cancellationToken),
                cancellationToken);
            await PromotionSequence.PublishAsync(store, input.Plan!, cancellationToken);
        }
        finally
        {
            // None may still be moving when this is undone.
            await moving;
        }

        return PromotionResult.Promoted with { Repointed = await moving };
    }

    // Whoever lost the role before, or may be a second primary, is not to accept writes beside the new one.
    private Task FenceOthersAsync(RecoveryStepInput input, CancellationToken cancellationToken) => Task.WhenAll(
        input.Plan!.Steps.Where(s => s.Kind == PlanStepKind.FenceOldPrimary).Select(step => timeline.StepAsync(
            input.Ticket,
            RecoveryTimeline.Fence,
            step.Target,
            step.Description,
            () => engines.For(step.Target).TryFenceAsync(step.Target, AnswerTimeout, cancellationToken),
            cancellationToken)));

    private static Task DemoteAsync(GuardedInstance old, CancellationToken cancellationToken) =>
        old.ChangeAsync(
            RecoveryTimeline.Demote,
            $"Stop writes on {old.Key}: read-only, client connections ended.",
            async session =>
            {
                await session.KillClientConnectionsAsync(cancellationToken);
                await session.SetReadOnlyAsync(readOnly: true, cancellationToken);
                await session.KillClientConnectionsAsync(cancellationToken);
            },
            cancellationToken);

    private async Task WaitAsync(RecoveryStepInput input, GuardedInstance old, GuardedInstance candidate, CancellationToken cancellationToken)
    {
        var limit = TimeSpan.FromSeconds(options.ReasonableMaintenanceReplicationLagSeconds);
        var snapshot = await old.Session.ProbeAsync(cancellationToken);
        if (snapshot.IsReplica)
        {
            // In a circle the old primary itself receives: what it has received is handed on too.
            if (!await old.Session.WaitForRelayLogAppliedAsync(limit, cancellationToken))
                throw new InstanceOperationException($"{old.Key} did not apply everything that it received within {limit.TotalSeconds:F0} s; the takeover was undone.");
            snapshot = await old.Session.ProbeAsync(cancellationToken);
        }

        var usesPositions = input.Plan!.UsesPositions;
        await candidate.ChangeAsync(
            "wait-for-apply",
            $"Wait until {candidate.Key} has executed everything that {old.Key} has.",
            async session =>
            {
                var isReached = usesPositions
                    ? await session.WaitForPositionAsync(snapshot.BinlogPosition, limit, cancellationToken)
                    : await session.WaitForGtidSetAsync(snapshot.ExecutedGtidSet, limit, cancellationToken);
                if (!isReached)
                    throw new InstanceOperationException($"{candidate.Key} did not execute everything that {old.Key} has within {limit.TotalSeconds:F0} s; the takeover was undone.");
                if (usesPositions) await session.StopReplicationAsync(cancellationToken);
            },
            cancellationToken);
        if (usesPositions) await place.FixAsync(input.Ticket, old.Key, candidate, fetched: null, cancellationToken);
    }

    // What was done is read from the steps, which tell also what a process did that died.
    private async Task<PromotionResult> UndoAsync(RecoveryStepInput input, GuardedInstance? candidate, string cause)
    {
        var (key, oldKey) = (input.Plan!.Candidate!.Value, input.Plan.OldPrimary);
        var demoted = await timeline.BegunAsync(input.Ticket, RecoveryTimeline.Demote, CancellationToken.None);
        if (!demoted.Contains(oldKey)) return new PromotionResult(cause, MayTryAnother: false);
        try
        {
            // If the candidate may have become writable, the old primary stays read-only: one writable primary too few is better than one too many.
            var promoted = await timeline.BegunAsync(input.Ticket, RecoveryTimeline.Promote, CancellationToken.None);
            var isWritable = (await engines.For(key).PingAsync(key, Evidence.Patient, CancellationToken.None)).IsWritable;
            if (isWritable == true || (isWritable is null && promoted.Contains(key)))
                return new PromotionResult($"{cause} {key} accepts writes, or may do so unseen: {oldKey} stays read-only.", MayTryAnother: false, MayBeWritable: true);
            await using var old = await guard.OpenAsync(input.Ticket, oldKey, CancellationToken.None);
            await old.ChangeAsync(
                "undo-demotion",
                $"The takeover failed: make {oldKey} writable again.",
                session => session.SetReadOnlyAsync(readOnly: false, CancellationToken.None),
                CancellationToken.None);
            if (candidate is not null && (await candidate.Session.ProbeAsync(CancellationToken.None)).IsReplica)
                await candidate.Session.StartReplicationAsync(CancellationToken.None);
            return new PromotionResult(await MoveBackAsync(input, cause), MayTryAnother: false);
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException or RecoverySupersededException)
        {
            return new PromotionResult($"{cause} This could not be undone: {exception.Message}", MayTryAnother: false);
        }
    }

    // The other replicas may have moved already, in this run or in one whose process died.
    private async Task<string> MoveBackAsync(RecoveryStepInput input, string cause)
    {
        var (plan, old) = (input.Plan!, input.Plan!.OldPrimary);
        var moved = await timeline.BegunAsync(input.Ticket, RecoveryTimeline.Repoint, CancellationToken.None);
        var back = plan with
        {
            Steps = [.. plan.Steps.Where(s => s.Kind == PlanStepKind.Repoint && moved.Contains(s.Target)).Select(s => s with { Source = old, Description = $"The takeover failed: point {s.Target} at {old} again." })],
        };
        var result = await replicas.RepointAsync(input.Ticket, back, CancellationToken.None);
        return string.Join(' ', [cause, .. result.Errors]);
    }
}
