using Ham4Db.Core.Gtid;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Recovery;

/// <summary>Makes a demoted primary a replica of the new one, unless it has transactions that the new one lacks: then they are shown and nothing is changed.</summary>
public sealed class RejoinOldPrimary(FleetStore store, TopologyReader reader, RecoveryTimeline timeline, EngineRegistry engines, ReplicationCredentialSource credentials,
    CommonPlace place, RejoinByPosition byPosition, RejoinBySetBack bySetBack, AgentDirectory agents)
{
    /// <summary>Bound for the wait for one that is set back on its host, outside a recovery; it goes on, and is waited for again.</summary>
    public static readonly TimeSpan SetBackWait = TimeSpan.FromMinutes(10);

    // Meanwhile the cluster can have no other recovery.
    private static readonly TimeSpan ShortSetBackWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>Runs the activity within a planned takeover.</summary>
    [Function(nameof(RejoinOldPrimary))]
    public async Task<RejoinReport> RunAsync([ActivityTrigger] RecoveryStepInput input, FunctionContext context) =>
        await RejoinAsync(input.Ticket, input.Plan!.OldPrimary, input.Plan.Candidate!.Value, input.Request.StartOldPrimary, ShortSetBackWait, context.CancellationToken);

    /// <summary>Rejoins an instance.</summary>
    /// <param name="ticket">The recovery that demoted it.</param>
    /// <param name="key">The demoted primary.</param>
    /// <param name="primary">The new primary.</param>
    /// <param name="start">Whether replication is started.</param>
    /// <param name="setBackWait">Bound for the wait for one that is set back on its host.</param>
    /// <param name="cancellationToken">Stops the rejoin.</param>
    public async Task<RejoinReport> RejoinAsync(RecoveryTicket ticket, InstanceKey key, InstanceKey primary, bool start, TimeSpan setBackWait, CancellationToken cancellationToken)
    {
        var setBack = engines.For(key).SetBack;
        if (setBack is not null) await agents.RefreshAsync(cancellationToken);
        try
        {
            if (setBack is not null && setBack.WhyNot(key) is null && !await AnswersAsync(key, cancellationToken)) return await GoOnAsync(ticket, key, primary, setBackWait, cancellationToken);
            await using var old = await engines.For(key).OpenSessionAsync(key, Timeout, cancellationToken);
            old.ActFor(ticket.Uid, ticket.Epoch);
            if (!await old.TryLockAsync(ticket.LockName, Timeout, cancellationToken))
                return new RejoinReport(key, $"Another operator holds the lock '{ticket.LockName}' on {key}.", ErrantGtidSet: null);
            // Perhaps it was asked long ago: meanwhile the instance may have rejoined, or be the primary again.
            if (await FindDemotionAsync(ticket, old, cancellationToken) is not { } demotion) return new RejoinReport(key, "", "");
            await old.SetReadOnlyAsync(readOnly: true, cancellationToken);
            // The old one first: what the new one commits in between must not look errant.
            var mine = await old.ProbeAsync(cancellationToken);
            var theirs = await ProbeAsync(primary, cancellationToken);
            if (await UsesPositionsAsync(ticket, mine, theirs, cancellationToken)) return await RejoinByPositionAsync(ticket, old, mine, theirs, start, cancellationToken);
            if (setBack is not null && !mine.IsReplica && setBack.WhyNot(key) is null) return await bySetBack.RunAsync(ticket, demotion, mine, theirs, setBackWait, isDown: false, cancellationToken);
            var errant = ErrantTransactions.LeftBehind(mine, theirs, demotion.PromotedAt).ToString()!;
            if (setBack is not null && !mine.IsReplica) return new RejoinReport(key, $"{key} runs as a primary and stays read-only. {setBack.WhyNot(key)}", errant);
            if (errant.Length > 0)
            {
                return new RejoinReport(
                    key, $"{key} has transactions that {primary} never had: {errant}. It stays read-only and does not replicate until they are dealt with.", errant);
            }

            await timeline.StepAsync(
                ticket, "rejoin-old-primary", key, $"Point {key} at {primary}.", () => RepointAsync(ticket, old, mine, theirs, start, position: null, cancellationToken), cancellationToken);
            return new RejoinReport(key, "", "");
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            return new RejoinReport(key, $"{key} did not rejoin: {exception.Message}", ErrantGtidSet: null);
        }
    }

    private async Task<bool> AnswersAsync(InstanceKey key, CancellationToken cancellationToken) => (await engines.For(key).PingAsync(key, Timeout, cancellationToken)).IsAlive;

    // It was stopped to be set back, and the process that did so has died or given up.
    private async Task<RejoinReport> GoOnAsync(RecoveryTicket ticket, InstanceKey key, InstanceKey primary, TimeSpan setBackWait, CancellationToken cancellationToken)
    {
        var state = await ReadOwnStateAsync(ticket, key, cancellationToken);
        if (state.Demoted.FirstOrDefault(d => d.Key == key) is not { } demotion) return new RejoinReport(key, "", "");
        var known = await reader.ReadAsync(ticket.ClusterId, cancellationToken);
        if (!known.Members.TryGetValue(key, out var member)) throw new InstanceOperationException($"{key} is not known any more.");
        return await bySetBack.RunAsync(ticket, demotion, member.Snapshot, await ProbeAsync(primary, cancellationToken), setBackWait, isDown: true, cancellationToken);
    }

    private async Task<DemotedInstance?> FindDemotionAsync(RecoveryTicket ticket, IInstanceSession old, CancellationToken cancellationToken)
    {
        var state = await ReadOwnStateAsync(ticket, old.Key, cancellationToken);
        var snapshot = await old.ProbeAsync(cancellationToken);
        return state.Demoted.FirstOrDefault(d => d.Matches(snapshot));
    }

    private async Task<ClusterState> ReadOwnStateAsync(RecoveryTicket ticket, InstanceKey key, CancellationToken cancellationToken)
    {
        var state = await store.GetStateAsync(ticket.ClusterId, cancellationToken);
        return state.Epoch == ticket.Epoch
            ? state
            : throw new InstanceOperationException($"The cluster's epoch is {state.Epoch} and not {ticket.Epoch}: a newer recovery decides about {key}.");
    }

    private async Task<InstanceSnapshot> ProbeAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        var outcome = await engines.For(key).ProbeAsync(key, Timeout, cancellationToken);
        return outcome.Snapshot ?? throw new InstanceUnreachableException(outcome.Failure!);
    }

    private async Task<bool> UsesPositionsAsync(RecoveryTicket ticket, InstanceSnapshot mine, InstanceSnapshot theirs, CancellationToken cancellationToken) =>
        mine.GtidKind == GtidKind.None || theirs.GtidKind == GtidKind.None || await place.FindAsync(ticket.Uid, mine.Key, cancellationToken) is not null;

    private async Task<RejoinReport> RejoinByPositionAsync(
        RecoveryTicket ticket, IInstanceSession old, InstanceSnapshot mine, InstanceSnapshot theirs, bool start, CancellationToken cancellationToken)
    {
        // Its place was found in a run whose process died; from there it has gone on.
        if (mine.Replication?.Source == theirs.Key)
        {
            if (start) await old.StartReplicationAsync(cancellationToken);
            return new RejoinReport(old.Key, "", "");
        }

        var (position, own) = await byPosition.FindAsync(ticket.Uid, old, theirs.Key, cancellationToken);
        if (position is null)
        {
            return new RejoinReport(
                old.Key, $"{old.Key} may have what {theirs.Key} never had: {own}. It stays read-only and does not replicate until that is dealt with.", ErrantGtidSet: null)
            { OwnLog = own };
        }

        await timeline.StepAsync(
            ticket,
            "rejoin-old-primary",
            old.Key,
            $"Point {old.Key} at {theirs.Key}, at {position}.",
            () => RepointAsync(ticket, old, mine, theirs, start, position, cancellationToken),
            cancellationToken);
        return new RejoinReport(old.Key, "", "");
    }

    private async Task RepointAsync(
        RecoveryTicket ticket, IInstanceSession old, InstanceSnapshot mine, InstanceSnapshot theirs, bool start, BinlogCoordinates? position, CancellationToken cancellationToken)
    {
        var topology = await reader.ReadAsync(ticket.ClusterId, cancellationToken);
        var account = mine.IsReplica ? null : await credentials.FindAsync(topology, cancellationToken);
        await ReadOwnStateAsync(ticket, old.Key, cancellationToken);
        await old.StopReplicationAsync(cancellationToken);
        // The replica side first: should the process die in between, the source side still tells that this was semi-synchronous.
        await old.SetSemiSyncReplicaAsync(enabled: theirs.SemiSync.SourceEnabled || mine.SemiSync.SourceEnabled || mine.SemiSync.ReplicaEnabled, cancellationToken);
        // The source side belongs to the primary alone: on a replica the applier would wait for replicas of its own.
        await old.SetSemiSyncSourceAsync(enabled: false, cancellationToken);
        // Its own settings are kept; one that never was a replica gets those of the others.
        var tls = mine.IsReplica ? null : account?.Tls ?? ReplicationCredentialSource.FindTls(topology);
        await old.RepointAsync(theirs.Key, new RepointOptions(account, Tls: tls, WasPrimary: !mine.IsReplica && position is null) { Position = position }, cancellationToken);
        if (start) await old.StartReplicationAsync(cancellationToken);
    }
}
