using Ham4Db.Core.Planning;
using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Clusters;

/// <content>What is told to webhooks: it is decided with what it tells, and put on its way after that.</content>
public sealed partial class ClusterEntity
{
    private bool AsksFirst(RecoveryRecord recovery) =>
        recovery.ClusterId != Rehearsal.ClusterId && hooks.AreWanted(HookEvents.Before(recovery.Kind), recovery.ClusterName, recovery.ClusterAlias);

    private async Task<bool> AsksFirstAsync(OperationRecord operation) => await IsWantedAsync(HookPoint.PreTakePrimary, operation);

    private async Task<bool> IsWantedAsync(string point, OperationRecord operation) =>
        options.Webhooks.Count > 0
        && operation.Request.Kind == HookEvents.TakePrimary
        && hooks.AreWanted(point, operation.ClusterName, (await store.FindClusterAsync(operation.ClusterId, CancellationToken.None))?.Alias ?? "");

    private async Task<IReadOnlyList<HookEvent>> TellAsync(ClusterState state, RecoveryRecord closed) =>
        closed.ClusterId != Rehearsal.ClusterId && !IsToldAlready(state.LastRecovery, closed) && hooks.AreWanted(HookEvents.After(closed), closed.ClusterName, closed.ClusterAlias)
            ? [.. state.Outbox, await hooks.AfterAsync(closed, state, CancellationToken.None)]
            : state.Outbox;

    // What cannot go on is tried again every now and then, as long as the trouble lasts: whoever was told why need not be told again.
    private static bool IsToldAlready(RecoveryRecord? before, RecoveryRecord closed) =>
        closed is { Status: RecoveryStatus.Failed, IsForced: false, NoticedAt: not null, Kind: not RecoveryKind.PlannedTakeover }
        && before is { Status: RecoveryStatus.Failed, IsForced: false, Acknowledgement: null }
        && (before.Kind, before.Failed, before.NoticedAt) == (closed.Kind, closed.Failed, closed.NoticedAt)
        && before.Errors.SequenceEqual(closed.Errors);

    private async Task<IReadOnlyList<HookEvent>> TellAsync(ClusterState state, OperationRecord ended) =>
        ended.Status is OperationStatus.Succeeded or OperationStatus.PartlySucceeded && await IsWantedAsync(HookPoint.PostTakePrimary, ended)
            ? [.. state.Outbox, await hooks.OfAsync(HookPoint.PostTakePrimary, ended, state, CancellationToken.None)]
            : state.Outbox;

    /// <returns>What is to be told, and the detections that are kept, marked where they are told of.</returns>
    private async Task<(IReadOnlyList<HookEvent> Outbox, IReadOnlyList<Detection> Kept)> TellAsync(
        ClusterState state, IReadOnlyList<Detection> kept, IReadOnlyList<Detection> announced)
    {
        if (options.Webhooks.Count == 0) return (state.Outbox, kept);
        List<HookEvent> outbox = [.. state.Outbox];
        foreach (var detection in announced.Where(d => hooks.AreWanted(HookPoint.Detection, d.ClusterName, d.ClusterAlias)))
            outbox.Add(await hooks.OfAsync(HookPoint.Detection, Context.Id.Key, detection, kept.First(detection.IsOf).At, state, CancellationToken.None));
        // A worse finding takes the place of a milder one: the instance is well only when there is none.
        foreach (var over in state.Detections.Where(d => d.WasTold && kept.All(k => k.Instance != d.Instance)).DistinctBy(d => d.Instance))
        {
            if (!hooks.AreWanted(HookPoint.DetectionEnded, over.ClusterName, over.ClusterAlias)) continue;
            outbox.Add(await hooks.OfAsync(HookPoint.DetectionEnded, Context.Id.Key, over with { At = time.GetUtcNow() }, over.At, state, CancellationToken.None));
        }

        return (outbox, [.. kept.Select(d => announced.Any(d.IsOf) ? d with { WasTold = true } : d)]);
    }

    private async Task EmptyOutboxAsync(IReadOnlyList<HookEvent> told)
    {
        foreach (var hook in told) await webhooks.QueueAsync(hook, CancellationToken.None);
        while (true)
        {
            var (state, version) = await store.GetVersionedStateAsync(Context.Id.Key, CancellationToken.None);
            var emptied = state with { Outbox = [.. state.Outbox.Where(hook => told.All(t => t.Id != hook.Id))] };
            if (emptied.Outbox.Count == state.Outbox.Count || await store.TrySaveStateAsync(Context.Id.Key, emptied, version, CancellationToken.None)) return;
        }
    }
}
