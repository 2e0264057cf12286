using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Rules;

/// <summary>Starting, stopping, resetting, detaching.</summary>
static class ReplicaRules
{
    public static void Start(OperationContext context, OperationDraft draft)
    {
        if (InstanceRules.Replica(context, draft) is not { } status) return;
        var (key, semiSync) = (context.Instance.Key, context.Instance.Snapshot.SemiSync);
        if (status.IsDetached) draft.Refuse($"{key} is detached from its source: reattach it, and it starts.");
        if (status.ApplierErrorNumber != 0)
            draft.Warn($"The applier of {key} stopped with error {status.ApplierErrorNumber}, and will again unless the cause is gone: {status.ApplierError}");
        if (semiSync is { IsAvailable: true, Priority: > 0 })
        {
            if (semiSync.SourceEnabled) SemiSyncRules.AddSource(context, draft, StepAction.Off);
            if (!semiSync.ReplicaEnabled) SemiSyncRules.AddReplica(context, draft, StepAction.On);
        }

        AddStart(context, draft);
    }

    public static void Stop(OperationContext context, OperationDraft draft)
    {
        if (InstanceRules.Replica(context, draft) is null) return;
        draft.Then(context, StepAction.Stop, $"Stop replication on {context.Instance.Key}.");
    }

    public static void StopNicely(OperationContext context, OperationDraft draft)
    {
        if (InstanceRules.Replica(context, draft) is not { } status) return;
        var key = context.Instance.Key;
        if (status.ApplierErrorNumber != 0)
            draft.Refuse($"The applier of {key} stopped with error {status.ApplierErrorNumber}, so that it cannot apply everything that was received: {status.ApplierError} Stop it with stop-replica.");
        else if (status.DelaySeconds > 0)
            draft.Refuse($"{key} is delayed by {status.DelaySeconds} s: to apply everything that was received would take that long. Stop it with stop-replica, or take the delay away first.");
        draft.Then(context, StepAction.StopNicely, $"Stop receiving on {key}, apply everything that was received, then stop replication.");
    }

    public static void Restart(OperationContext context, OperationDraft draft)
    {
        if (InstanceRules.Replica(context, draft) is not { } status) return;
        if (status.IsDetached) draft.Refuse($"{context.Instance.Key} is detached from its source: reattach it, and it starts.");
        draft.Then(context, StepAction.Stop, $"Stop replication on {context.Instance.Key}.");
        AddStart(context, draft, isCleanUp: true);
    }

    public static void Reset(OperationContext context, OperationDraft draft)
    {
        if (InstanceRules.Replica(context, draft) is not { } status) return;
        var (key, snapshot) = (context.Instance.Key, context.Instance.Snapshot);
        if (!snapshot.IsReadOnly && context.Topology.Primary is { Snapshot.IsReadOnly: false } primary && primary.Key != key)
            draft.Refuse($"{key} is writable and would be a second primary beside {primary.Key}: make it read-only first (set-read-only).");
        draft.Warn($"{key} forgets its source {status.Source}, its position and the account that it replicates with; it is a server of its own afterwards.");
        if (context.Topology.ReplicasOf(key) is { Count: > 0 } replicas) draft.Warn($"{string.Join(", ", replicas.Select(r => r.Key))} keep following {key}, and with it leave the cluster.");
        draft.Then(context, StepAction.Reset, $"Stop replication on {key} and forget its source.");
    }

    public static void Detach(OperationContext context, OperationDraft draft)
    {
        if (InstanceRules.Replica(context, draft) is not { } status) return;
        var key = context.Instance.Key;
        if (status.IsDetached) draft.Refuse($"{key} is detached already, from {SourceBefore(status)}.");
        if (context.Topology.ReplicasOf(key) is { Count: > 0 } replicas) draft.Warn($"{string.Join(", ", replicas.Select(r => r.Key))} keep following {key}, and get nothing new through it.");
        if (status.Read != status.Executed && context.Topology.SourceOf(key) is not { IsLastCheckValid: true })
            draft.Warn($"{key} has received more than it has applied, and its source does not answer: what was received is fetched again after the reattachment, if it is still there.");
        draft.Then(context, StepAction.Detach, $"Stop replication on {key} and give its source the name {InstanceKey.DetachedPrefix}{status.Source.Host}.");
    }

    public static void Reattach(OperationContext context, OperationDraft draft)
    {
        if (InstanceRules.Replica(context, draft) is not { } status) return;
        var key = context.Instance.Key;
        if (!status.IsDetached)
        {
            draft.Refuse($"{key} is not detached: it follows {status.Source}.");
            return;
        }

        var source = SourceBefore(status);
        if (!context.Topology.Members.TryGetValue(context.Topology.CanonicalKey(source), out var member)) draft.Warn($"{source}, which {key} goes back to, is not a known instance of its cluster.");
        else if (!member.IsLastCheckValid) draft.Warn($"{source}, which {key} goes back to, does not answer: {key} waits for it.");
        else if (member.IsDemoted) draft.Refuse($"{source}, which {key} would go back to, is no longer the primary: relocate {key} below {context.Topology.Primary?.Key.ToString() ?? "the new one"} instead.");
        draft.Then(context, StepAction.Reattach, $"Give the source of {key} its name {source.Host} back and start replication.");
    }

    public static void AddStart(OperationContext context, OperationDraft draft, bool isCleanUp = false) =>
        draft.Then(context, StepAction.Start, $"Start replication on {context.Instance.Key}.", isCleanUp: isCleanUp);

    static InstanceKey SourceBefore(ReplicationStatus status) => status.Source with { Host = status.Source.Host[InstanceKey.DetachedPrefix.Length..] };
}
