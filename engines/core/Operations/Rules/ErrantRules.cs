using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Rules;

/// <summary>Ways out for an instance that has transactions of its own.</summary>
static class ErrantRules
{
    /// <summary>Each is a transaction of its own on the primary and on every replica.</summary>
    const long MostInjected = 10_000;

    public static void InjectEmpty(OperationContext context, OperationDraft draft)
    {
        var key = context.Instance.Key;
        if (Errant(context, draft) is not { } errant) return;
        if (context.Topology.Primary is not { } primary || primary.Key == key)
        {
            draft.Refuse($"The cluster of {key} has no other primary that could write the empty transactions.");
            return;
        }

        draft.Refuse(Preconditions.WhyNotReachable(primary));
        if (primary.Snapshot.IsReadOnly) draft.Refuse($"{primary.Key}, the primary, is read-only: it must write the empty transactions.");
        if (errant is MariaDbGtidSet positions) draft.Refuse(WhyNotBehind(key, primary, positions));
        else if (errant.Count > MostInjected) draft.Refuse($"{key} has {errant.Count} errant transactions, and at most {MostInjected} empty ones are written: copy its data anew instead (reclone).");
        draft.Warn($"What these transactions changed stays on {key} and is on no other instance: look at them before, and repair the data or copy it anew.");
        if (context.Instance.IsDemoted) draft.Warn($"{key} lost its role in a recovery: it rejoins by itself as soon as {primary.Key} has the empty transactions.");
        draft.Add(new OperationStep(draft.NextStage, StepAction.InjectEmpty, primary.Key, $"Write empty transactions on {primary.Key} in place of {errant}.")
        {
            Branch = key,
            From = primary.Snapshot.Replication?.Source,
            Value = $"{errant}",
        });
    }

    public static void ResetHistory(OperationContext context, OperationDraft draft)
    {
        var (key, status) = (context.Instance.Key, context.Instance.Snapshot.Replication);
        if (Errant(context, draft) is not { } errant) return;
        if (context.Topology.ReplicasOf(key) is { Count: > 0 } replicas)
            draft.Refuse($"gtid-errant-reset-master will not operate on {key}: {string.Join(", ", replicas.Select(r => r.Key))} replicate from it and would miss its binary logs. Relocate them first.");
        if (status is null && !context.Instance.IsDemoted)
            draft.Refuse($"gtid-errant-reset-master will not operate on {key}: it replicates from nobody, and its history is that of the cluster.");
        if (status is { IsDetached: true }) draft.Warn($"{key} is detached from its source, and stays so.");
        draft.Warn($"What the transactions {errant} changed stays on {key} and is on no other instance; the server forgets that it ever executed them.");
        draft.Warn($"All binary logs of {key} are removed.");
        if (context.Instance.IsDemoted) draft.Warn($"{key} lost its role in a recovery: it rejoins by itself afterwards.");
        if (status is not null) draft.Then(context, StepAction.Stop, $"Stop replication on {key}.");
        draft.Then(context, StepAction.ForgetTransactions, $"Remove the binary logs of {key} and let it forget {errant}.", $"{errant}");
        if (status is { IsRunning: true }) ReplicaRules.AddStart(context, draft);
    }

    /// <summary>The instance's errant transactions; otherwise null, and the draft says why there are none to deal with.</summary>
    static GtidSet? Errant(OperationContext context, OperationDraft draft)
    {
        var member = context.Instance;
        foreach (var reason in Preconditions.WhyNotTouch(member)) draft.Refuse(reason);
        if (draft.IsRefused) return null;
        if (member.Snapshot.GtidKind == GtidKind.None) draft.Refuse($"{context.Request.Kind} will not operate on {member.Key}: it records no GTIDs.");
        else if (ErrantTransactions.Of(context.Topology, member) is not { } text) draft.Refuse($"{context.Request.Kind} will not operate on {member.Key}: whether it has errant transactions is not known, because its source is not seen.");
        else if (text.Length == 0) draft.Refuse($"{context.Request.Kind} will not operate on {member.Key}: it has no errant transactions.");
        else if (GtidSet.TryParse(member.Snapshot.GtidKind, text, out var errant)) return errant;
        else draft.Refuse($"The errant transactions of {member.Key} cannot be read.");
        return null;
    }

    /// <summary>MariaDB's positions only go forward: what the primary is past already cannot be written any more.</summary>
    static string? WhyNotBehind(InstanceKey key, ClusterMember primary, MariaDbGtidSet errant)
    {
        if (!GtidSet.TryParse(GtidKind.MariaDb, primary.Snapshot.ExecutedGtidSet, out var executed)) return $"The GTID position of {primary.Key} cannot be read.";
        if (errant.Each().Select(MariaDbGtidSet.Parse).FirstOrDefault(((MariaDbGtidSet)executed).HasAtLeast) is not { } passed) return null;
        return $"{primary.Key} has written transactions of its own in the same GTID domain as {passed} (it is at {executed}), and MariaDB's positions only go forward: an empty transaction cannot be put in between. Let {key} forget them instead (gtid-errant-reset-master), or copy its data anew.";
    }
}
