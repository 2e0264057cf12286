namespace Ham4Db.Core.Operations.Rules;

/// <summary>Both sides of semi-synchronous replication.</summary>
static class SemiSyncRules
{
    public static void EnableSource(OperationContext context, OperationDraft draft)
    {
        if (!IsAvailable(context, draft)) return;
        var (key, semiSync) = (context.Instance.Key, context.Instance.Snapshot.SemiSync);
        if (!context.Topology.IsPrimary(key) && !context.Topology.IsCoPrimary(key))
            draft.Warn($"{key} is a replica: it waits for replicas of its own with everything that it applies.");
        if (semiSync.ConnectedReplicas == 0 && !context.Topology.ReplicasOf(key).Any(r => r.Snapshot.SemiSync.ReplicaEnabled))
            draft.Warn($"No replica of {key} acknowledges: each commit waits {semiSync.TimeoutMilliseconds} ms, until one does or waiting is given up.");
        AddSource(context, draft, StepAction.On);
    }

    public static void DisableSource(OperationContext context, OperationDraft draft)
    {
        if (!IsAvailable(context, draft)) return;
        if (context.Topology.IsPrimary(context.Instance.Key)) draft.Warn($"From then on a failover can lose what {context.Instance.Key} has acknowledged.");
        AddSource(context, draft, StepAction.Off);
    }

    public static void EnableReplica(OperationContext context, OperationDraft draft)
    {
        if (!IsAvailable(context, draft)) return;
        AddReplica(context, draft, StepAction.On);
    }

    public static void DisableReplica(OperationContext context, OperationDraft draft)
    {
        if (!IsAvailable(context, draft)) return;
        if (context.Topology.SourceOf(context.Instance.Key) is { Snapshot.SemiSync: { SourceEnabled: true } semiSync } source && semiSync.ConnectedReplicas <= semiSync.WaitForReplicaCount)
            draft.Warn($"Commits on {source.Key} wait for {semiSync.WaitForReplicaCount} and have {semiSync.ConnectedReplicas}: without {context.Instance.Key} each waits {semiSync.TimeoutMilliseconds} ms, until another acknowledges or waiting is given up.");
        AddReplica(context, draft, StepAction.Off);
    }

    public static void AddSource(OperationContext context, OperationDraft draft, string value) =>
        draft.Then(context, StepAction.SemiSyncSource, $"Switch the source side of semi-synchronous replication {value} on {context.Instance.Key}.", value);

    public static void AddReplica(OperationContext context, OperationDraft draft, string value) =>
        draft.Then(context, StepAction.SemiSyncReplica, $"Switch the replica side of semi-synchronous replication {value} on {context.Instance.Key}, and connect to its source anew.", value);

    static bool IsAvailable(OperationContext context, OperationDraft draft)
    {
        if (!InstanceRules.Answers(context, draft)) return false;
        if (!context.Instance.Snapshot.SemiSync.IsAvailable)
            draft.Refuse($"{context.Instance.Key} has no semi-synchronous replication: load its plugins (MySQL: semisync_source.so and semisync_replica.so).");
        return !draft.IsRefused;
    }
}
