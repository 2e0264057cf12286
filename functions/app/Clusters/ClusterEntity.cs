using Ham4Db.Core.Planning;
using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Telemetry;

namespace Ham4Db.Functions.Clusters;

/// <summary>
/// The single writer of a cluster's decisions. They are kept in the store, where everybody reads them, and each is written only on top of what it
/// was made from: of two deployments that share a store and decide at once, one decides and the other decides anew on what the first has written.
/// Every operation may run twice with the same input and ends in the same state, wherever the process died in the first run.
/// </summary>
public sealed partial class ClusterEntity(FleetStore store, HookEvents hooks, WebhookQueue webhooks, Ham4DbOptions options, TimeProvider time) : TaskEntity<OwnRecovery>
{
    /// <summary>Runs operations.</summary>
    [Function(nameof(ClusterEntity))]
    public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<ClusterEntity>();

    /// <summary>Gives the right to recover the cluster, with a new epoch, or says why not.</summary>
    public async Task<OpenRecoveryResult> OpenRecovery(OpenRecovery open)
    {
        if (await WhyNotOpenAsync(open.Uid, state => state.ActiveRecovery?.Uid) is { } over) return new OpenRecoveryResult(IsAccepted: false, Epoch: 0, over);
        var global = await store.GetGlobalSwitchAsync(CancellationToken.None);
        OperationRecord? superseded = null;
        var state = await DecideAsync(async state =>
        {
            var opened = Open(state, open, global);
            superseded = opened.LastOperation?.Uid == state.LastOperation?.Uid ? null : opened.LastOperation;
            return opened.LastRecovery is { IsAbandoned: true } left && left.Uid == state.ActiveRecovery?.Uid
                ? opened with { Outbox = await TellAsync(state, left) }
                : opened;
        });
        await SaveEndedAsync(superseded);
        if (state.ActiveRecovery is not { } active || active.Uid != open.Uid)
        {
            await RefuseAcceptedAsync(open.Uid, state.Block!.Reason);
            return new OpenRecoveryResult(IsAccepted: false, state.Epoch, state.Block.Reason);
        }

        if (state.LastRecovery is { IsAbandoned: true } abandoned)
        {
            await store.EndInterruptedStepsAsync(abandoned.Uid, time.GetUtcNow(), CancellationToken.None);
            await store.SaveRecoveryAsync(abandoned, CancellationToken.None);
        }

        await RecordAsync(active);
        await OpenAcceptedAsync(open.Uid, active.StartedAt);
        State = State with { Uid = open.Uid };
        return new OpenRecoveryResult(IsAccepted: true, active.Epoch, "") { AsksFirst = AsksFirst(active) };
    }

    /// <summary>Says why a recovery that is needed is not even asked for.</summary>
    public Task Refuse(BlockedRecovery block) => DecideAsync(state => state with { Block = block });

    /// <summary>Marks the old primary as demoted: from now on it is made read-only wherever it shows up.</summary>
    /// <returns>False when the recovery is no longer the active one.</returns>
    public async Task<bool> BeginPromotion(BeginPromotion begin)
    {
        var plan = begin.Plan;
        var decided = await DecideAsync(state => state.ActiveRecovery is not { } active || active.Uid != begin.Uid
            ? state
            : state with
            {
                ActiveRecovery = active with { Plan = plan },
                Demoted =
                [
                    .. state.Demoted.Where(d => d.Key != plan.OldPrimary && d.Key != plan.Candidate && !begin.FailedCandidates.Contains(d.Key)),
                    Demote(plan.OldPrimary, begin.OldPrimaryServerId) with { WasLossless = begin.WasLossless },
                    .. begin.FailedCandidates.Select(key => Demote(key, "")),
                ],
            });
        return decided.ActiveRecovery?.Uid == begin.Uid;

        DemotedInstance Demote(InstanceKey key, string serverId) =>
            new()
            {
                Key = key,
                ServerId = serverId,
                RecoveryUid = begin.Uid,
                At = time.GetUtcNow(),
                PromotedAt = plan.Steps.FirstOrDefault(s => s.Kind == PlanStepKind.WaitForApply)?.GtidSet ?? "",
            };
    }

    /// <summary>Marks the recovery as one that is undone: the old primary is not made read-only any more while it is made writable again.</summary>
    public async Task BeginUndo(string uid) => await DecideAsync(state =>
        state.ActiveRecovery is { } active && active.Uid == uid ? state with { ActiveRecovery = active with { IsBeingUndone = true } } : state);

    /// <summary>Ends a recovery that its orchestration left open when it ended. One of another deployment stays as it is: its orchestration is not known here.</summary>
    public async Task AbandonRecovery(string uid)
    {
        if (uid != State.Uid) return;
        var state = await DecideAsync(async state =>
        {
            if (state.ActiveRecovery is not { } active || active.Uid != uid) return state;
            var ended = RecoveryGate.EndLeft(state, active, time.GetUtcNow());
            return ended with { Outbox = await TellAsync(state, ended.LastRecovery!) };
        });
        if (state.LastRecovery is not { IsAbandoned: true } left || left.Uid != uid) return;
        await store.EndInterruptedStepsAsync(uid, time.GetUtcNow(), CancellationToken.None);
        await store.SaveRecoveryAsync(left, CancellationToken.None);
    }

    /// <summary>Ends a recovery.</summary>
    public async Task CloseRecovery(RecoveryOutcome outcome)
    {
        RecoveryRecord? ended = null;
        await DecideAsync(async state =>
        {
            ended = null;
            if (state.ActiveRecovery is not { } active || active.Uid != outcome.Uid) return state;
            var now = time.GetUtcNow();
            var closed = active with
            {
                EndedAt = now,
                Status = outcome.IsSuccessful ? RecoveryStatus.Succeeded : RecoveryStatus.Failed,
                Successor = outcome.Successor,
                Plan = outcome.Plan ?? active.Plan,
                LostReplicas = outcome.LostReplicas,
                Errors = outcome.Errors,
            };
            await store.EndInterruptedStepsAsync(closed.Uid, now, CancellationToken.None);
            await RecordAsync(closed);
            ended = closed;
            return state with
            {
                Outbox = await TellAsync(state, closed),
                ActiveRecovery = null,
                LastRecovery = closed,
                RecentRecoveries = [closed.AsRecent(closed.Status), .. RecoveryGate.Recent(state, BlockPeriod, now)],
                LatestPromotion = closed.Kind.ChangesPrimary() && closed.Successor is { } successor ? new LatestPromotion(successor, now) : state.LatestPromotion,
                Announced = outcome.IsSuccessful ? [.. state.Announced.Where(d => d.Instance != closed.Failed)] : state.Announced,
                Downtimes = outcome.IsSuccessful && closed.Kind.ChangesPrimary() ? LostInstances.After(state, outcome, options, now) : state.Downtimes,
                Demoted = outcome.IsSuccessful || outcome.StaysDemoted ? state.Demoted : [.. state.Demoted.Where(d => d.RecoveryUid != active.Uid)],
                Detections = [],
            };
        });
        if (ended is not null && RecoverySpans.AreWanted(ended)) RecoverySpans.Write(ended, await store.GetStepsAsync(ended.Uid, CancellationToken.None));
    }

    /// <summary>Says how the rejoin of a demoted primary went.</summary>
    public async Task ReportRejoin(RejoinReport report) => await DecideAsync(async state =>
    {
        var rejoined = report.Problem.Length == 0;
        if (rejoined && state.Demoted.FirstOrDefault(d => d.Key == report.Key) is { } back)
            await store.EndInterruptedStepsAsync(back.RecoveryUid, time.GetUtcNow(), CancellationToken.None);
        var downtimes = new Dictionary<string, Downtime>(state.Downtimes);
        if (rejoined) downtimes.Remove(FleetTables.RowKey(report.Key));
        return state with
        {
            Downtimes = downtimes,
            Demoted = rejoined
                ? [.. state.Demoted.Where(d => d.Key != report.Key)]
                : [.. state.Demoted.Select(d => d.Key == report.Key ? Tried(d, report) : d)],
        };
    });

    /// <summary>Lets a demoted primary be set back, whatever it alone has.</summary>
    /// <returns>Whether there is one of that address.</returns>
    public async Task<bool> ApproveRejoin(ApproveRejoin approval)
    {
        var decided = await DecideAsync(state => state with
        {
            Demoted = [.. state.Demoted.Select(d => d.Key == approval.Key ? d with { ApprovalUid = approval.Uid, AwaitsDecision = false } : d)],
        });
        return decided.Demoted.Any(d => d.Key == approval.Key);
    }

    // A decision is for what was shown: if it came to nothing, the next one is another.
    private static DemotedInstance Tried(DemotedInstance demoted, RejoinReport report) => demoted with
    {
        Problem = report.Problem,
        ErrantGtidSet = report.ErrantGtidSet,
        OwnLog = report.OwnLog,
        IsBegun = report.IsBegun,
        AwaitsDecision = report.AwaitsDecision,
        ApprovalUid = report.AwaitsDecision ? "" : demoted.ApprovalUid,
    };

    /// <summary>Registers findings, each once for as long as it is seen, and announces those that were not announced a while ago.</summary>
    public async Task Detect(IReadOnlyList<Detection> seen)
    {
        List<Detection> announced = [];
        await DecideAsync(async state =>
        {
            var now = time.GetUtcNow();
            var kept = seen.Select(d => state.Detections.FirstOrDefault(k => k.IsOf(d)) ?? d).ToList();
            announced = [.. kept.Where(d => Detection.IsToBeAnnounced(state, d, TimeSpan.FromMinutes(options.FailureDetectionPeriodBlockMinutes), now)).Select(d => d with { At = now })];
            var (outbox, told) = await TellAsync(state, kept, announced);
            return state with
            {
                Outbox = outbox,
                Detections = told,
                Announced = [.. state.Announced.Where(a => now - a.At < TimeSpan.FromMinutes(options.FailureDetectionPeriodBlockMinutes) && !announced.Any(a.IsOf)), .. announced],
                Block = kept.Count == 0 ? null : state.Block,
            };
        });
        foreach (var detection in announced)
        {
            await store.SaveDetectionAsync(new DetectionRecord(Context.Id.Key, detection), CancellationToken.None);
            await store.AuditAsync(
                new AuditRecord(detection.At, "failure-detected", Context.Id.Key, detection.Instance, RecoveryRequest.AutomaticActor, $"{detection.Code}: {detection.Description}"),
                CancellationToken.None);
        }
    }

    /// <summary>Acknowledges ended recoveries; ends the block on further automatic ones.</summary>
    /// <returns>How many were acknowledged.</returns>
    public async Task<int> Acknowledge(AcknowledgeRecovery acknowledge)
    {
        var count = 0;
        await DecideAsync(async state =>
        {
            count = 0;
            var meant = acknowledge.Uid.Length == 0 || acknowledge.Uid == state.LastRecovery?.Uid
                ? state.LastRecovery
                : await store.FindRecoveryAsync(acknowledge.Uid, CancellationToken.None);
            if (meant is not { Acknowledgement: null, EndedAt: not null } || meant.ClusterId != Context.Id.Key) return state;
            var acknowledged = meant with { Acknowledgement = acknowledge.Acknowledgement };
            await store.SaveRecoveryAsync(acknowledged, CancellationToken.None);
            count = 1;
            return state with
            {
                LastRecovery = state.LastRecovery?.Uid == meant.Uid ? acknowledged : state.LastRecovery,
                RecentRecoveries = [.. state.RecentRecoveries.Where(r => r.Uid != meant.Uid)],
                Announced = [.. state.Announced.Where(d => d.Instance != meant.Failed)],
                Block = null,
            };
        });
        return count;
    }

    /// <summary>Begins or replaces a downtime.</summary>
    /// <returns>False when another runs than the one that it was to replace.</returns>
    public async Task<bool> BeginDowntime(BeginDowntime begin)
    {
        var row = FleetTables.RowKey(begin.Key);
        var decided = await DecideAsync(state => begin.IsConditional && state.Downtimes.GetValueOrDefault(row) is var running && running != begin.Instead && running != begin.Downtime
            ? state
            : state with { Downtimes = new Dictionary<string, Downtime>(state.Downtimes) { [row] = begin.Downtime } });
        return decided.Downtimes.GetValueOrDefault(row) == begin.Downtime;
    }

    /// <summary>Ends a downtime.</summary>
    public async Task<EndedDowntime> EndDowntime(EndDowntime end)
    {
        var became = EndedDowntime.None;
        await DecideAsync(state =>
        {
            var downtimes = new Dictionary<string, Downtime>(state.Downtimes);
            var runs = downtimes.Remove(FleetTables.RowKey(end.Key), out var running);
            became = end.IsConditional && running != end.Meant ? EndedDowntime.Changed : runs ? EndedDowntime.Ended : EndedDowntime.None;
            return became == EndedDowntime.Ended ? state with { Downtimes = downtimes } : state;
        });
        return became;
    }

    /// <summary>Ends the downtimes of instances that were left behind and are well again, and renews those of the others where they last until then.</summary>
    public async Task SettleLost(IReadOnlyList<InstanceKey> well) => await DecideAsync(state => LostInstances.Settle(state, well, options, time.GetUtcNow()));

    /// <summary>Switches automatic recoveries of this cluster off or on.</summary>
    public async Task SetRecoveriesDisabled(bool disabled) => await DecideAsync(state => state with { AreRecoveriesDisabled = disabled });

    /// <summary>Changes settings of this cluster.</summary>
    /// <returns>False when they are others than those that were to be replaced.</returns>
    public async Task<bool> ChangeSettings(ChangeSettings change)
    {
        var decided = await DecideAsync(state => ClusterSettings.Of(state) == change.Instead
            ? state with { AliasOverride = change.Settings.Alias, AreRecoveriesDisabled = change.Settings.AreRecoveriesDisabled }
            : state);
        return ClusterSettings.Of(decided) == change.Settings;
    }

    /// <summary>Registers a promotion rule.</summary>
    public async Task RegisterPromotionRule(RegisterPromotionRule register) => await DecideAsync(state =>
        state with
        {
            PromotionRules = new Dictionary<string, RegisteredPromotionRule>(state.PromotionRules) { [FleetTables.RowKey(register.Key)] = register.Rule },
        });

    /// <inheritdoc/>
    protected override OwnRecovery InitializeState(TaskEntityOperation entityOperation) => new("");

    private TimeSpan BlockPeriod => TimeSpan.FromSeconds(options.RecoveryPeriodBlockSeconds);

    // A rehearsal is nobody's recovery.
    private Task RecordAsync(RecoveryRecord recovery) =>
        recovery.ClusterId == Rehearsal.ClusterId ? Task.CompletedTask : store.SaveRecoveryAsync(recovery, CancellationToken.None);

    private ClusterState Open(ClusterState state, OpenRecovery open, GlobalSwitch global)
    {
        if (state.ActiveRecovery?.Uid == open.Uid) return state;
        var (request, now) = (open.Request, time.GetUtcNow());
        state = OperationGate.Abandon(RecoveryGate.Abandon(state, request, State.Uid, now), ownUid: "", now);
        if (RecoveryGate.Refuse(state, request, global, BlockPeriod, now) is { } block)
            return state with { Block = block };
        var recovery = new RecoveryRecord
        {
            Uid = open.Uid,
            ClusterId = request.ClusterId,
            ClusterName = request.ClusterName,
            ClusterAlias = request.ClusterAlias,
            Epoch = state.Epoch + 1,
            Kind = request.Kind,
            Code = request.Code,
            Failed = request.Primary,
            Replicas = request.Replicas,
            Actor = request.Actor,
            Command = request.Command,
            IsForced = request.IsForced,
            NoticedAt = request.NoticedAt,
            StartedAt = open.At,
        };
        return OperationGate.Supersede(state, open.Uid, now) with { Epoch = recovery.Epoch, ActiveRecovery = recovery, Block = null };
    }

    private Task<ClusterState> DecideAsync(Func<ClusterState, ClusterState> decide) => DecideAsync(state => Task.FromResult(decide(state)));

    private async Task<ClusterState> DecideAsync(Func<ClusterState, Task<ClusterState>> decide)
    {
        while (true)
        {
            var (state, version) = await store.GetVersionedStateAsync(Context.Id.Key, CancellationToken.None);
            var decided = await decide(state);
            if (!ReferenceEquals(decided, state) && !await store.TrySaveStateAsync(Context.Id.Key, decided, version, CancellationToken.None)) continue;
            if (decided.Outbox.Count > 0) await EmptyOutboxAsync(decided.Outbox);
            return decided;
        }
    }
}
