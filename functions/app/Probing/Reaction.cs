using System.Collections.Concurrent;
using Ham4Db.Core.Analysis;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Upkeep.Analysis;
using Ham4Db.Functions.Upkeep.History;

namespace Ham4Db.Functions.Probing;

/// <summary>What follows from what a cluster's watch saw: rows, detections, fencing, recoveries, rejoins.</summary>
public sealed class Reaction(string clusterId, WatchServices services)
{
    private static readonly TimeSpan StartAgain = TimeSpan.FromSeconds(5);
    // Planning grows with the square of a cluster: of very large ones the outlook may be some seconds old, so that it takes no more than this part of the time.
    private const int OutlookShare = 20;
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FenceLockWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReconnectWindow = TimeSpan.FromMilliseconds(800);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _started = new();
    private readonly AnalysisRecorder _analysis = new(clusterId, services.Store, services.Time);
    private readonly TopologyRecorder _history = new(services.Store, services.Time);
    private ClusterRecord? _written;
    private string? _described;
    private long? _beat;
    private (InstanceKey Primary, FailoverOutlook Outlook, long At, TimeSpan Took)? _foreseen;

    /// <summary>The cluster's decisions, as read at the beginning of the tick.</summary>
    public ClusterState State { get; set; } = new();

    /// <summary>Acts on findings.</summary>
    public async Task ReactAsync(
        ClusterTopology topology,
        IReadOnlyList<Finding> findings,
        ConcurrentDictionary<InstanceKey, InstanceWatch> instances,
        DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        var primary = topology.Primary;
        var names = ClusterNames.Of(services.Options, topology, _written?.Name);
        var record = new ClusterRecord
        {
            ClusterId = clusterId,
            Name = names.Name,
            Alias = names.Alias,
            Domain = primary?.Snapshot.ClusterDomain ?? "",
            Primary = primary?.Key,
            Durability = topology.Durability,
            Outlook = primary is { IsLastCheckValid: true } ? Foresee(topology, primary.Key) : null,
            Findings = findings,
        };
        await EndLeftAsync(client, cancellationToken);
        await RecoverAsync(record, topology, findings, instances, client, cancellationToken);
        await _analysis.RecordAsync(findings, cancellationToken);
        await WriteAsync(record, topology, instances, cancellationToken);
        await DetectAsync(record, topology, findings, client, cancellationToken);
        await SettleLostAsync(topology, client, cancellationToken);
        await RejoinAsync(topology, client, cancellationToken);
        await _history.RecordAsync(topology, cancellationToken);
    }

    /// <summary>Makes a demoted primary read-only when it shows up writable.</summary>
    /// <returns>Whether it was.</returns>
    public async Task<bool> FenceIfDemotedAsync(InstanceSnapshot snapshot, LivenessOutcome answer, CancellationToken cancellationToken)
    {
        if (answer.IsWritable != true || !State.Demoted.Any(d => d.Matches(snapshot)) || !await MustBeFencedAsync(snapshot, cancellationToken)) return false;
        Log.Fencing(services.Logger, snapshot.Key);
        var engine = services.Engines.For(snapshot.Key);
        if (engine.FenceStops)
        {
            if (await engine.TryFenceAsync(snapshot.Key, StopTime, cancellationToken))
                await AuditAsync("fence-demoted-primary", snapshot.Key, $"{snapshot.Key} came back writable after it was demoted and was stopped.", cancellationToken);
            return true;
        }

        try
        {
            await using var session = await engine.OpenSessionAsync(snapshot.Key, TimeSpan.FromSeconds(1), cancellationToken);
            // Whoever undoes the demotion holds the lock while it looks whether the instance is writable. One that a lost manager left behind must not keep two primaries writable.
            await session.TryLockAsync(RecoveryTicket.LockNameOf(clusterId), FenceLockWait, cancellationToken);
            if (!await MustBeFencedAsync(snapshot, cancellationToken)) return false;
            await session.KillClientConnectionsAsync(cancellationToken);
            await session.SetReadOnlyAsync(readOnly: true, cancellationToken);
            await session.KillClientConnectionsAsync(cancellationToken);
            await AuditAsync("fence-demoted-primary", snapshot.Key, $"{snapshot.Key} came back writable after it was demoted and was made read-only.", cancellationToken);
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            Log.FencingFailed(services.Logger, snapshot.Key, exception.Message);
        }

        return true;
    }

    private async Task<bool> MustBeFencedAsync(InstanceSnapshot snapshot, CancellationToken cancellationToken)
    {
        State = await services.Store.GetStateAsync(clusterId, cancellationToken);
        var demoted = State.Demoted.FirstOrDefault(d => d.Matches(snapshot));
        // While one of two primaries is looked at a last time, and while it is stopped, that is its recovery's alone: it may find that nothing is to be stopped.
        return demoted is not null
            && !(State.ActiveRecovery?.Uid == demoted.RecoveryUid
                && State.ActiveRecovery is { Kind: RecoveryKind.PlannedTakeover or RecoveryKind.DuplicatePrimary } or { IsBeingUndone: true });
    }

    /// <summary>Makes the replicas of a primary that does not answer connect to it anew, and waits until one has or none can.</summary>
    public async Task ReconnectReplicasAsync(
        InstanceKey primary, IReadOnlyList<InstanceWatch> replicas, Func<IEnumerable<InstanceWatch>, Task> probe, CancellationToken cancellationToken)
    {
        Log.Reconnecting(services.Logger, primary);
        await Task.WhenAll(replicas.Where(r => r.Member.IsLastCheckValid).Select(replica => ReconnectAsync(replica.Key, cancellationToken)));
        var end = services.Time.GetUtcNow() + ReconnectWindow;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), services.Time, cancellationToken);
            await probe(replicas);
        }
        while (services.Time.GetUtcNow() < end && !replicas.Any(r => r.Member is { IsLastCheckValid: true, Snapshot.Replication.IsRunning: true }));
        await AuditAsync("reconnect-replicas", primary, $"{primary} did not answer: its replicas were asked to connect anew.", cancellationToken);
    }

    private async Task ReconnectAsync(InstanceKey key, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await services.Engines.For(key).OpenSessionAsync(key, TimeSpan.FromSeconds(1), cancellationToken);
            await session.ReconnectReceiverAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is InstanceUnreachableException or InstanceOperationException)
        {
            Log.ProbeFailed(services.Logger, key, exception.Message);
        }
    }

    private async Task RecoverAsync(
        ClusterRecord record,
        ClusterTopology topology,
        IReadOnlyList<Finding> findings,
        ConcurrentDictionary<InstanceKey, InstanceWatch> instances,
        DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (State.ActiveRecovery is not null) return;
        var now = services.Time.GetUtcNow();
        var requests = RecoveryAnswer.Automatic(findings, services.Options, record.Name, record.Alias)
            .Where(c => State.Demoted.All(d => d.Key != c.Finding.Instance))
            .Select(c => Request(c.Kind, c.Finding, record, topology, instances))
            .ToList();
        // One that is held back must not keep another from its turn.
        if ((requests.FirstOrDefault(r => !IsHeldBack(r, now)) ?? requests.FirstOrDefault()) is not { } request) return;
        var isAboutALoss = request.Kind == RecoveryKind.DeadPrimary || request.Kind.ReplacesSource();
        if (isAboutALoss && !HasWitness(topology.ReplicasOf(request.Primary)))
        {
            await RefuseAsync(findings.First(f => f.Instance == request.Primary), client, cancellationToken);
            return;
        }

        if (await StartAsync(RecoverCluster.InstanceId(clusterId), nameof(RecoverCluster), request, client, cancellationToken))
            Log.Recovering(services.Logger, request.Primary, clusterId);
    }

    // An orchestration that could not go on, as after an upgrade to one that takes other steps, leaves its recovery open, and that would keep the cluster from everything else.
    private async Task EndLeftAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (State.ActiveRecovery is not { } active || !MayStart("look:" + active.Uid, services.Time.GetUtcNow())) return;
        if (await client.GetInstanceAsync(RecoverCluster.InstanceId(clusterId), cancellation: cancellationToken) is not { IsCompleted: true }) return;
        if ((await services.Store.GetStateAsync(clusterId, cancellationToken)).ActiveRecovery?.Uid != active.Uid) return;
        await client.Entities.SignalEntityAsync(
            new EntityInstanceId(nameof(ClusterEntity), clusterId), nameof(ClusterEntity.AbandonRecovery), active.Uid, cancellation: cancellationToken);
    }

    private bool IsHeldBack(RecoveryRequest request, DateTimeOffset now)
    {
        var isOn = new GlobalSwitch(AreRecoveriesDisabled: false, "", now);
        return RecoveryGate.Refuse(State, request, isOn, TimeSpan.FromSeconds(services.Options.RecoveryPeriodBlockSeconds), now) is not null;
    }

    private RecoveryRequest Request(
        RecoveryKind kind, Finding finding, ClusterRecord record, ClusterTopology topology, ConcurrentDictionary<InstanceKey, InstanceWatch> instances) => new()
        {
            ClusterId = clusterId,
            ClusterName = record.Name,
            ClusterAlias = record.Alias,
            Kind = kind,
            Code = finding.Code,
            Primary = finding.Instance,
            Replicas = [.. topology.ReplicasOf(finding.Instance).Select(r => r.Key)],
            SeenBy = Evidence.ThisProcess,
            NoticedAt = instances.TryGetValue(finding.Instance, out var watch) ? watch.TroubleSince : null,
        };

    // A stopped receiver says nothing of its source: at least one replica must have tried to reach it and failed.
    private static bool HasWitness(IReadOnlyList<ClusterMember> replicas) =>
        replicas.Any(r => r.IsLastCheckValid && r.Snapshot.Replication is { Receiver: ReplicationThreadState.Other } or { IsFailingToConnect: true });

    private async Task RefuseAsync(Finding finding, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var reason = $"{finding.Instance} does not answer us, but none of its replicas says that it cannot reach it: their receivers are stopped. Start replication on one of them, or force a failover.";
        var now = services.Time.GetUtcNow();
        if (State.Block?.Reason == reason || !MayStart("refuse", now)) return;
        await client.Entities.SignalEntityAsync(
            new EntityInstanceId(nameof(ClusterEntity), clusterId),
            nameof(ClusterEntity.Refuse),
            new BlockedRecovery(finding.Instance, finding.Code, reason, "", now, Until: null),
            cancellation: cancellationToken);
    }

    private async Task WriteAsync(
        ClusterRecord record, ClusterTopology topology, ConcurrentDictionary<InstanceKey, InstanceWatch> instances, CancellationToken cancellationToken)
    {
        var changed = topology.Members.Values.Select(m => (Member: m, Text: FleetJson.Write(Settled(m))))
            .Where(m => instances.TryGetValue(m.Member.Key, out var watch) && watch.Written != m.Text).ToList();
        if (changed.Count > 0)
        {
            await services.Store.SaveMembersAsync(clusterId, changed.Select(m => m.Member), cancellationToken);
            foreach (var (member, text) in changed)
                if (instances.TryGetValue(member.Key, out var watch)) watch.Written = text;
        }

        // While a recovery runs it publishes the primary itself.
        var described = FleetJson.Write(record);
        if (State.ActiveRecovery is null && described != _described && (await services.Store.GetStateAsync(clusterId, cancellationToken)).ActiveRecovery is null)
        {
            await services.Store.SaveClusterAsync(record, cancellationToken);
            (_written, _described) = (record, described);
        }

        await BeatAsync(cancellationToken);
    }

    // Where each write is paid for one in a while must do; a round earlier rather than later.
    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        var interval = services.Store.HeartbeatInterval;
        // By what no change of the clock moves.
        if (_beat is { } last && services.Time.GetElapsedTime(last) < interval - TimeSpan.FromSeconds(services.Options.InstancePollSeconds / 2.0)) return;
        var now = services.Time.GetTimestamp();
        await services.Store.SaveHeartbeatAsync(clusterId, new Heartbeat(services.Time.GetUtcNow(), Environment.MachineName, (int)interval.TotalSeconds), cancellationToken);
        _beat = now;
    }

    // What changes with every probe and means nothing.
    private static ClusterMember Settled(ClusterMember member) => member with
    {
        LastChecked = default,
        Snapshot = member.Snapshot with { SeenAt = default, UptimeSeconds = 0, ProbeDuration = default },
    };

    private async Task DetectAsync(
        ClusterRecord record, ClusterTopology topology, IReadOnlyList<Finding> findings, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = services.Time.GetUtcNow();
        var seen = findings.Where(f => f.Action != FindingAction.None && !f.IsSkippable)
            .Select(f => new Detection(f.Instance, f.Code, f.Description, now)
            {
                ClusterName = record.Name,
                ClusterAlias = record.Alias,
                Replicas = [.. topology.ReplicasOf(f.Instance).Select(r => r.Key)],
            }).ToList();
        var period = TimeSpan.FromMinutes(services.Options.FailureDetectionPeriodBlockMinutes);
        var isKnown = seen.Select(d => (d.Instance, d.Code)).ToHashSet().SetEquals(State.Detections.Select(d => (d.Instance, d.Code)));
        if (isKnown && !seen.Any(d => Detection.IsToBeAnnounced(State, d, period, now))) return;
        foreach (var detection in seen) Log.Found(services.Logger, detection.Code.ToString(), detection.Instance, detection.Description);
        if (!MayStart("detect", now)) return;
        await client.Entities.SignalEntityAsync(
            new EntityInstanceId(nameof(ClusterEntity), clusterId), nameof(ClusterEntity.Detect), seen, cancellation: cancellationToken);
    }

    private async Task SettleLostAsync(ClusterTopology topology, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (well, now) = (LostInstances.Well(State, topology), services.Time.GetUtcNow());
        if (!LostInstances.IsUnsettled(State, well, services.Options, now) || !MayStart("settle", now)) return;
        await client.Entities.SignalEntityAsync(
            new EntityInstanceId(nameof(ClusterEntity), clusterId), nameof(ClusterEntity.SettleLost), well, cancellation: cancellationToken);
    }

    private async Task RejoinAsync(ClusterTopology topology, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (State.ActiveRecovery is not null || topology.Primary is not { IsLastCheckValid: true, IsDemoted: false } primary) return;
        foreach (var demoted in State.Demoted.Where(d => d.Key != primary.Key))
        {
            var member = topology.Members.Values.FirstOrDefault(m => demoted.Matches(m.Snapshot));
            if (member is null || !MayRejoin(demoted, member, primary)) continue;
            var request = new RejoinRequest(new RecoveryTicket(clusterId, demoted.RecoveryUid, State.Epoch), member.Key, primary.Key);
            await StartAsync(RejoinInstance.InstanceId(clusterId, member.Key), nameof(RejoinInstance), request, client, cancellationToken);
        }
    }

    private bool MayRejoin(DemotedInstance demoted, ClusterMember member, ClusterMember primary)
    {
        // What it alone has does not stand in the way of one that is set back: that is counted there.
        var setBack = services.Engines.For(member.Key).SetBack;
        if (!member.Snapshot.IsReplica && !demoted.AwaitsDecision && setBack is not null && setBack.WhyNot(member.Key) is null
            && (member.IsLastCheckValid || demoted.IsBegun || demoted.ApprovalUid.Length > 0 || setBack.BringsBackWhatIsDown)) return true;
        // It is seen, and kept down until somebody has decided.
        if (demoted.AwaitsDecision && member.Snapshot.Condition?.State == ServerState.Fenced) return false;
        // Somebody may have dealt with the transactions that it had alone.
        return member.IsLastCheckValid && (!demoted.IsInvalidated || ErrantTransactions.AreDealtWith(member.Snapshot, primary.Snapshot, demoted.PromotedAt));
    }

    private async Task<bool> StartAsync(string instanceId, string orchestration, object input, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!MayStart(instanceId, services.Time.GetUtcNow())) return false;
        if (await client.GetInstanceAsync(instanceId, cancellation: cancellationToken) is { IsCompleted: false }) return false;
        return await DurableStart.TryAsync(client, orchestration, input, instanceId, cancellationToken);
    }

    private bool MayStart(string what, DateTimeOffset now)
    {
        if (_started.TryGetValue(what, out var last) && now - last < StartAgain) return false;
        _started[what] = now;
        return true;
    }

    private Task AuditAsync(string type, InstanceKey instance, string message, CancellationToken cancellationToken) =>
        services.Store.AuditAsync(
            new AuditRecord(services.Time.GetUtcNow(), type, clusterId, instance, RecoveryRequest.AutomaticActor, message), cancellationToken);

    private FailoverOutlook Foresee(ClusterTopology topology, InstanceKey primary)
    {
        if (_foreseen is { } last && last.Primary == primary && services.Time.GetElapsedTime(last.At) < last.Took * OutlookShare) return last.Outlook;
        var started = services.Time.GetTimestamp();
        var plan = RecoveryPlanner.PlanDeadPrimary(topology, primary, Policies.ForRecovery(services.Options, topology));
        var outlook = new FailoverOutlook(plan.IsExecutable ? plan.Candidate : null, plan.Blockers);
        _foreseen = (primary, outlook, services.Time.GetTimestamp(), services.Time.GetElapsedTime(started));
        return outlook;
    }
}
