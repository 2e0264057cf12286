using System.Collections.Concurrent;
using Ham4Db.Core.Analysis;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Telemetry;

namespace Ham4Db.Functions.Probing;

/// <summary>Watches one cluster: probes what is due, asks primaries whether they live, looks closer when one does not answer, and starts what must be done.</summary>
public sealed class ClusterWatch(string clusterId, WatchServices services) : IDisposable
{
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan LivenessTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan NoticeTime = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan HalfTick = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxBackOff = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RestPoll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentDictionary<InstanceKey, InstanceWatch> _instances = new();
    private readonly Reaction _reaction = new(clusterId, services);
    private readonly PseudoGtidInjector _pseudoGtid = new(clusterId, services);
    private readonly SemaphoreSlim _evaluating = new(1, 1);
    private readonly double _share = (uint)clusterId.GetHashCode(StringComparison.Ordinal) / (double)uint.MaxValue;
    // Clusters that are probed in the same second have moments all over it.
    private readonly double _moment = (uint)HashCode.Combine(clusterId) / (double)uint.MaxValue;
    private Task _discovering = Task.CompletedTask;
    private (string? Recovery, string? Operation) _last;
    private Composed? _composed;
    private IReadOnlyList<DirectoryEntry>? _loaded;
    private long _asked;
    private int _seen;
    private int _busy;

    private TimeSpan Poll => TimeSpan.FromSeconds(services.Options.InstancePollSeconds);

    private TimeSpan LongestWait => Poll * 2 > MaxBackOff ? Poll * 2 : MaxBackOff;

    private TimeSpan LivenessPoll => TimeSpan.FromMilliseconds(services.Options.LivenessPollMilliseconds);

    /// <summary>Does what is due. Does nothing while an earlier tick's work still runs.</summary>
    /// <param name="directory">The cluster's addresses.</param>
    /// <param name="client">Starts recoveries.</param>
    /// <param name="end">Until when questions are asked (UTC).</param>
    /// <param name="spread">Time over which the clusters' moments are spread; all of it is moved by this cluster's part of that.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task TickAsync(IReadOnlyList<DirectoryEntry> directory, DurableTaskClient client, DateTimeOffset end, TimeSpan spread, CancellationToken cancellationToken)
    {
        // A tick's work ends a second after its moment, and so after the next tick has begun: whether it has is asked at the moment.
        var moment = spread * _moment;
        if (moment > ShortestWait) await Task.Delay(moment, services.Time, cancellationToken);
        else moment = TimeSpan.Zero;
        if (Interlocked.Exchange(ref _busy, 1) == 1) return;
        try
        {
            end += moment;
            await LoadAsync(directory, cancellationToken);
            await _pseudoGtid.LoadAsync(cancellationToken);
            if (await ProbeDueAsync(cancellationToken))
            {
                await EvaluateAsync(client, cancellationToken);
                _pseudoGtid.WriteIfDue(Known(), cancellationToken);
                if (_discovering.IsCompleted) _discovering = TendAsync(client, cancellationToken);
            }

            await AskLivenessAsync(client, end, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.WatchFailed(services.Logger, exception, clusterId);
        }
        finally
        {
            Interlocked.Exchange(ref _busy, 0);
        }
    }

    /// <summary>Closes everything that is open towards the cluster.</summary>
    public Task ForgetAsync() => Task.WhenAll(_instances.Keys.Select(key => services.Engines.For(key).ForgetAsync(key)));

    /// <inheritdoc/>
    public void Dispose() => _evaluating.Dispose();

    private async Task TendAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            await services.Tending.RunAsync(clusterId, [.. Members], client, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.WatchFailed(services.Logger, exception, clusterId);
        }
    }

    private async Task LoadAsync(IReadOnlyList<DirectoryEntry> directory, CancellationToken cancellationToken)
    {
        if (ReferenceEquals(directory, _loaded)) return;
        // A look at all addresses may be older than what was found since.
        if (_instances.Keys.Except(directory.Select(d => d.Key)).Any()) directory = (await services.Store.GetDirectoryAsync(cancellationToken)).Of(clusterId);
        foreach (var gone in _instances.Keys.Except(directory.Select(d => d.Key)).ToList())
        {
            _instances.TryRemove(gone, out _);
            Interlocked.Increment(ref _seen);
            await services.Engines.For(gone).ForgetAsync(gone);
            // An evaluation that began before it was forgotten may have written it once more.
            await services.Store.RemoveMemberAsync(clusterId, gone, cancellationToken);
        }

        if (directory.Any(d => !_instances.ContainsKey(d.Key)))
        {
            foreach (var member in await services.Store.GetMembersAsync(clusterId, cancellationToken))
            {
                if (directory.Any(d => d.Key == member.Key)) _instances.TryAdd(member.Key, new InstanceWatch(member, _share));
                Interlocked.Increment(ref _seen);
            }
        }

        if (directory.All(d => _instances.ContainsKey(d.Key))) _loaded = directory;
    }

    private async Task<bool> ProbeDueAsync(CancellationToken cancellationToken)
    {
        // Ticks come once a second: what is due before the middle to the next is due now.
        var now = services.Time.GetUtcNow() + HalfTick;
        foreach (var wanted in _instances.Values.Where(i => services.Requests.Take(i.Key))) wanted.ProbeSoon();
        var due = _instances.Values.Where(i => i.IsDue(now, LongestWait)).ToList();
        if (due.Count == 0) return false;
        await ProbeAsync(due, cancellationToken);
        return true;
    }

    private Task ProbeAsync(IEnumerable<InstanceWatch> instances, CancellationToken cancellationToken) =>
        Task.WhenAll(instances.Select(async instance =>
        {
            var (outcome, took) = await services.Limit.RunAsync(
                async () =>
                {
                    var started = services.Time.GetTimestamp();
                    var ended = await services.Engines.For(instance.Key).ProbeAsync(instance.Key, ProbeTimeout, cancellationToken);
                    return (ended, services.Time.GetElapsedTime(started));
                },
                cancellationToken);
            services.Measurements.Add(instance.Key, took, outcome.Failure?.Message ?? "", outcome.Snapshot?.LagSeconds);
            services.Metrics.Probed(outcome.Succeeded, took);
            if (outcome.Failure is { } failure) ProbeSpans.Failed(instance.Key, failure.Message, services.Time.GetUtcNow(), took);
            // A manager that has too little of the processor would take the whole fleet for dead, look closer everywhere, and so have less of it still.
            if (outcome.Failure is { Kind: ProbeFailureKind.Timeout } && instance.WasOwnPause(took, ProbeTimeout)) instance.Skip(services.Time.GetUtcNow(), Poll);
            else Record(instance, outcome);
        }));

    private void Record(InstanceWatch instance, ProbeOutcome outcome)
    {
        var now = services.Time.GetUtcNow();
        if (outcome.Failure is { } failure && instance.Failures == 0) Log.ProbeFailed(services.Logger, instance.Key, failure.Message);
        var member = TopologyReader.Apply(instance.Member, outcome, now);
        if (outcome.Snapshot is { } seen) member = member with { Snapshot = member.Snapshot with { UsesPseudoGtid = seen.UsesPseudoGtid || _pseudoGtid.IsInUse } };
        instance.Record(member, outcome.Succeeded, now, Poll, MaxBackOff);
        Interlocked.Increment(ref _seen);
    }

    private async Task AskLivenessAsync(DurableTaskClient client, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var state = await ReadStateAsync(isToAct: false, cancellationToken);
        if (_reaction.State.LastRecovery?.Uid != state.LastRecovery?.Uid || _reaction.State.Demoted.Count != state.Demoted.Count)
            await EvaluateAsync(client, cancellationToken);
        var topology = Known();
        var targets = _instances.Values.Where(i => IsAsked(topology, i)).ToList();
        await Task.WhenAll(targets.Select(target => AskAsync(target, IsUrgent(topology, target) ? LivenessPoll : RestPoll, client, end, cancellationToken)));
    }

    // What was fenced is down for good, and its agent sees to that.
    private bool IsAsked(ClusterTopology topology, InstanceWatch instance) =>
        instance.Member is not { IsLastCheckValid: true, Snapshot.Condition.State: ServerState.Fenced } && IsInCharge(topology, instance);

    private bool IsInCharge(ClusterTopology topology, InstanceWatch instance) =>
        topology.ReplicasOf(instance.Key).Count > 0
        || topology.IsPrimary(instance.Key)
        || _reaction.State.Demoted.Any(d => d.Matches(instance.Member.Snapshot));

    // Where an intermediate dies reads grow old, and where a primary does nobody can write; a demoted one may come back writable at any moment.
    private bool IsUrgent(ClusterTopology topology, InstanceWatch instance) =>
        topology.IsPrimary(instance.Key) || instance.MissedAnswers > 0 || _reaction.State.Demoted.Any(d => d.Matches(instance.Member.Snapshot));

    private async Task AskAsync(InstanceWatch instance, TimeSpan poll, DurableTaskClient client, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var engine = services.Engines.For(instance.Key);
        while (true)
        {
            var asked = services.Time.GetUtcNow();
            var answer = await engine.PingAsync(instance.Key, LivenessTimeout, cancellationToken);
            var took = services.Time.GetUtcNow() - asked;
            services.Metrics.Asked(answer.IsAlive, took);
            if (answer.Failure is { Kind: ProbeFailureKind.Timeout } && instance.WasOwnPause(took, LivenessTimeout)) continue;
            if (await _reaction.FenceIfDemotedAsync(instance.Member.Snapshot, answer, cancellationToken)) instance.ProbeSoon();
            if (answer.IsAlive && answer.Failure is null)
            {
                if (instance.MissedAnswers > 0 || !instance.Member.IsLastCheckValid) instance.ProbeSoon();
                instance.MissedAnswers = 0;
            }
            else if (instance.Miss(asked, services.Time.GetUtcNow()))
            {
                await LookCloserAsync(instance, client, cancellationToken);
            }

            var wait = poll - (services.Time.GetUtcNow() - asked);
            if (services.Time.GetUtcNow() + (wait > TimeSpan.Zero ? wait : TimeSpan.Zero) >= end) return;
            if (wait > TimeSpan.Zero) await Task.Delay(wait, services.Time, cancellationToken);
        }
    }

    // A primary did not answer: a new connection and what its replicas see decide, those included that were discovered since the tick began.
    private async Task LookCloserAsync(InstanceWatch instance, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var directory = await services.Store.GetDirectoryAsync(cancellationToken);
        await LoadAsync(directory.Of(clusterId), cancellationToken);
        var replicas = Known().ReplicasOf(instance.Key).Select(r => _instances[r.Key]).ToList();
        var again = services.Engines.For(instance.Key).PingAsync(instance.Key, LivenessTimeout, cancellationToken);
        await ProbeAsync(replicas, cancellationToken);
        var answer = await again;
        if (answer.Failure is not { } failure) return;
        Record(instance, new ProbeOutcome(null, failure with { IsPartial = answer.IsAlive }));
        var code = await EvaluateAsync(client, cancellationToken, instance);
        if (answer.IsAlive || !IsUnreachable(code)) return;

        // Where the connection broke an instant ago the replicas are about to notice.
        var grace = services.Time.GetUtcNow() + (failure.Kind is ProbeFailureKind.Timeout ? TimeSpan.Zero : NoticeTime);
        while (IsUnreachable(code) && services.Time.GetUtcNow() < grace)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), services.Time, cancellationToken);
            await ProbeAsync(replicas, cancellationToken);
            code = await EvaluateAsync(client, cancellationToken, instance);
        }

        if (!IsUnreachable(code) || !instance.MayReconnectReplicas(services.Time.GetUtcNow())) return;
        await _reaction.ReconnectReplicasAsync(instance.Key, replicas, probe => ProbeAsync(probe, cancellationToken), cancellationToken);
        await EvaluateAsync(client, cancellationToken, instance);
    }

    private static bool IsUnreachable(AnalysisCode? code) =>
        code is AnalysisCode.UnreachablePrimary or AnalysisCode.UnreachablePrimaryWithLaggingReplicas or AnalysisCode.UnreachableIntermediatePrimary or AnalysisCode.UnreachableIntermediatePrimaryWithLaggingReplicas;

    // Who replicates from whom, as last probed; what passes with time, such as a downtime, may be out of date.
    private ClusterTopology Known() => _composed is { } last && last.Seen == _seen && ReferenceEquals(last.State, _reaction.State) ? last.Topology : Compose();

    private ClusterTopology Compose()
    {
        var (seen, state) = (_seen, _reaction.State);
        var topology = services.Reader.Compose(clusterId, [.. Members], state);
        _composed = new Composed(seen, state, topology);
        return topology;
    }

    private IEnumerable<ClusterMember> Members => _instances.Values.Select(i => i.Member);

    // After a recovery or an operation everything that was seen before it is out of date, and so is a demoted primary after its rejoin.
    private async Task RefreshAsync(ClusterState state, CancellationToken cancellationToken)
    {
        var demoted = _reaction.State.Demoted;
        _reaction.State = state;
        foreach (var rejoined in demoted.Where(before => _reaction.State.Demoted.All(d => d.Key != before.Key)))
        {
            if (_instances.TryGetValue(rejoined.Key, out var instance)) instance.ProbeSoon();
        }

        var ended = (_reaction.State.LastRecovery?.Uid, _reaction.State.LastOperation?.Uid);
        if (ended == _last) return;
        _last = ended;
        await ProbeAsync(_instances.Values.Where(i => !_reaction.State.Demoted.Any(d => d.Key == i.Key)), cancellationToken);
    }

    private async Task<AnalysisCode?> EvaluateAsync(DurableTaskClient client, CancellationToken cancellationToken, InstanceWatch? about = null)
    {
        await _evaluating.WaitAsync(cancellationToken);
        try
        {
            await RefreshAsync(await ReadStateAsync(isToAct: about is not null, cancellationToken), cancellationToken);
            var (topology, findings) = Analyze();
            if (about is null && IsAnythingToDecide(findings) && await ReadStateAsync(isToAct: true, cancellationToken) is var state && !ReferenceEquals(state, _reaction.State))
            {
                await RefreshAsync(state, cancellationToken);
                (topology, findings) = Analyze();
            }

            foreach (var key in SecondLook.Wanted(topology, findings)) _instances.GetValueOrDefault(key)?.LookAgain(services.Time.GetUtcNow());
            await _reaction.ReactAsync(topology, findings, _instances, client, cancellationToken);
            return about is null ? null : findings.FirstOrDefault(f => f.Instance == about.Key)?.Code;
        }
        finally
        {
            _evaluating.Release();
        }
    }

    private (ClusterTopology Topology, IReadOnlyList<Finding> Findings) Analyze()
    {
        var topology = Compose();
        return (topology, FailureAnalysis.Analyze(topology, Policies.ForAnalysis(services.Options, topology), services.Time.GetUtcNow()));
    }

    private bool IsAnythingToDecide(IReadOnlyList<Finding> findings) =>
        findings.Any(f => f.Action != FindingAction.None)
        || _reaction.State is not { ActiveRecovery: null, ActiveOperation: null, Demoted.Count: 0, Detections.Count: 0, Block: null };

    // Who only looks takes what all clusters' rounds share, unless it is older than what was read to act upon: nothing that was once seen is forgotten again.
    private async Task<ClusterState> ReadStateAsync(bool isToAct, CancellationToken cancellationToken)
    {
        if (!isToAct) return await services.Store.GetRecentStateAsync(clusterId, Volatile.Read(ref _asked), cancellationToken);
        var state = await services.Store.GetStateAsync(clusterId, cancellationToken);
        Volatile.Write(ref _asked, services.Time.GetTimestamp());
        return state;
    }

    /// <param name="Seen">Changes of what is known of the instances until then.</param>
    /// <param name="State">The decisions.</param>
    /// <param name="Topology">What they make.</param>
    private sealed record Composed(int Seen, ClusterState State, ClusterTopology Topology);
}
