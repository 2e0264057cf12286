using Ham4Db.Core.Planning;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>Makes the candidate of a failover the primary.</summary>
public sealed class PromoteCandidate(EngineRegistry engines, RecoveryGuard guard, FleetStore store, TopologyReader reader, RecoveryTimeline timeline, CommonPlace place, ApplierWait applier)
{
    private static readonly TimeSpan DonorTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LastLookTimeout = TimeSpan.FromMilliseconds(150);

    /// <summary>Runs the activity. Run twice, it finds the candidate promoted and changes nothing.</summary>
    [Function(nameof(PromoteCandidate))]
    public async Task<PromotionResult> RunAsync([ActivityTrigger] RecoveryStepInput input, FunctionContext context)
    {
        // Asked twice: after a lost connection nobody else may be promoted before it is known whether this one was.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await PromoteAsync(input, context.CancellationToken);
                return PromotionResult.Promoted;
            }
            catch (RecoverySupersededException exception)
            {
                return new PromotionResult(exception.Message, MayTryAnother: false);
            }
            catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
            {
                if (attempt == 2) return new PromotionResult(exception.Message, MayTryAnother: true);
            }
        }
    }

    private async Task PromoteAsync(RecoveryStepInput input, CancellationToken cancellationToken)
    {
        var plan = input.Plan!;
        await using var candidate = await guard.OpenAsync(input.Ticket, plan.Candidate!.Value, cancellationToken);
        var wasBegun = (await timeline.BegunAsync(input.Ticket, RecoveryTimeline.Promote, cancellationToken)).Contains(candidate.Key);
        if (wasBegun && await PromotionSequence.IsDoneAsync(engines.For(candidate.Key), candidate.Key, cancellationToken))
        {
            await PromotionSequence.PublishAsync(store, plan, cancellationToken);
            return;
        }

        var snapshot = await candidate.Session.ProbeAsync(cancellationToken);
        // Without a source it has been through this already, in a run whose process died while it promoted.
        if (snapshot.IsReplica) await CatchUpAsync(input, candidate, snapshot, cancellationToken);
        else if (!wasBegun) throw new RecoverySupersededException($"{candidate.Key} has no source any more: another operator made it forget it. Nothing was promoted.");
        await LastLookAsync(input, cancellationToken);
        await candidate.ChangeAsync(
            RecoveryTimeline.Promote,
            $"Forget the source of {candidate.Key} and make it writable.",
            session => PromotionSequence.RunAsync(session, plan, cancellationToken),
            cancellationToken);
        await PromotionSequence.PublishAsync(store, plan, cancellationToken);
    }

    private async Task CatchUpAsync(RecoveryStepInput input, GuardedInstance candidate, InstanceSnapshot snapshot, CancellationToken cancellationToken)
    {
        await EnsureUntouchedAsync(input, snapshot, cancellationToken);
        BinlogCoordinates? fetched = null;
        foreach (var step in input.Plan!.Steps.Where(s => s.Kind == PlanStepKind.CatchUp))
        {
            if (step.Positioning == Positioning.PseudoGtid) fetched = await FetchByEntriesAsync(input.Ticket, candidate, step, cancellationToken);
            else await FetchAsync(candidate, step, cancellationToken);
        }

        await candidate.ChangeAsync(
            "wait-for-apply",
            $"Wait until {candidate.Key} has applied everything that it received.",
            async session =>
            {
                await applier.ForReceivedAsync(session, cancellationToken);
                if (input.Plan!.UsesPositions) await session.StopReplicationAsync(cancellationToken);
            },
            cancellationToken);
        if (input.Plan.UsesPositions) await place.FixAsync(input.Ticket, input.Plan.OldPrimary, candidate, fetched, cancellationToken);
    }

    // Another operator may have moved it since it was planned; its source is the old primary, or a sibling that it catches up from.
    private async Task EnsureUntouchedAsync(RecoveryStepInput input, InstanceSnapshot snapshot, CancellationToken cancellationToken)
    {
        var (plan, source) = (input.Plan!, await reader.SourceOfAsync(input.Ticket.ClusterId, snapshot, cancellationToken));
        if (plan.Verdicts.Any(v => v.Instance == source) || source == plan.OldPrimary) return;
        throw new RecoverySupersededException($"{snapshot.Key} replicates from {source}, which is not part of the plan: another operator moved it. Nothing was promoted.");
    }

    // Pointing it elsewhere drops what it has received and not applied, so that comes first. The plan says how far the sibling can take it.
    private Task FetchAsync(GuardedInstance candidate, PlanStep step, CancellationToken cancellationToken) => candidate.ChangeAsync(
        "catch-up",
        step.Description,
        async session =>
        {
            await applier.ForReceivedAsync(session, cancellationToken);
            await session.StopReplicationAsync(cancellationToken);
            await session.RepointAsync(step.Source!.Value, new RepointOptions(), cancellationToken);
            await session.StartReplicationAsync(cancellationToken);
            await applier.ForGtidSetAsync(session, step.GtidSet, step.Source!.Value, cancellationToken);
            await session.StopReceiverAsync(cancellationToken);
        },
        cancellationToken);

    /// <summary>Fetches from a sibling whose log tells by its entries where the candidate goes on. Where that one stands in the old primary's log, the candidate stands afterwards.</summary>
    private async Task<BinlogCoordinates> FetchByEntriesAsync(RecoveryTicket ticket, GuardedInstance candidate, PlanStep step, CancellationToken cancellationToken)
    {
        var key = step.Source!.Value;
        await using var donor = await engines.For(key).OpenSessionAsync(key, DonorTimeout, cancellationToken);
        await applier.ForReceivedAsync(donor, cancellationToken);
        var given = await donor.ProbeAsync(cancellationToken);
        if (given is not { BinlogPosition.IsEmpty: false, Replication: { Receiver: ReplicationThreadState.Stopped, Executed.IsEmpty: false } there })
            throw new InstanceOperationException($"{key} does not stand still, so that it cannot be told up to where {candidate.Key} would fetch.");
        await candidate.ChangeAsync(
            "catch-up",
            step.Description,
            async session =>
            {
                // A run before this one may have pointed it there already; what it has received of another log would be thrown away.
                if ((await session.ProbeAsync(cancellationToken)).Replication?.Source != key) await applier.ForReceivedAsync(session, cancellationToken);
                await place.MoveAsync(ticket, session, key, cancellationToken);
                await applier.ForPositionAsync(session, given.BinlogPosition, key, cancellationToken);
                await session.StopReceiverAsync(cancellationToken);
            },
            cancellationToken);
        return there.Executed;
    }

    // The old primary may have come back since it was found dead, above all when this is the second run. One that takes writes lacks nothing: it stays.
    private async Task LastLookAsync(RecoveryStepInput input, CancellationToken cancellationToken)
    {
        var old = input.Plan!.OldPrimary;
        var ping = await engines.For(old).PingAsync(old, Evidence.Patience(input.PreparedBy, LastLookTimeout), cancellationToken);
        if (ping.IsWritable != true) return;
        if (!input.Request.IgnoreLiveness) throw new RecoverySupersededException($"{old} answers again and accepts writes; nobody was promoted.");
        await using var returned = await guard.OpenAsync(input.Ticket, old, cancellationToken);
        await returned.ChangeAsync(
            RecoveryTimeline.Fence,
            $"{old} is back and writable: make it read-only before another is promoted.",
            async session =>
            {
                await session.KillClientConnectionsAsync(cancellationToken);
                await session.SetReadOnlyAsync(readOnly: true, cancellationToken);
            },
            cancellationToken);
    }
}
