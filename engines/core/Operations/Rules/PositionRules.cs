using System.Globalization;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Rules;

/// <summary>How a replica positions itself, and how much later it applies.</summary>
static class PositionRules
{
    public const string Seconds = "seconds";

    public static void EnableGtid(OperationContext context, OperationDraft draft)
    {
        if (InstanceRules.Replica(context, draft) is not { } status) return;
        var (key, snapshot) = (context.Instance.Key, context.Instance.Snapshot);
        if (status.UsesGtid) draft.Refuse($"{key} positions itself by GTID already.");
        if (status.IsDetached) draft.Refuse($"{key} is detached from its source: reattach it first.");
        draft.Refuse(WhyNoGtid(snapshot));
        if (context.Topology.SourceOf(key) is not { } source) draft.Refuse($"The source of {key} is not known, so that nobody can say whether it records GTIDs: discover it first.");
        else
        {
            draft.Refuse(Preconditions.WhyNotReachable(source));
            draft.Refuse(source.Snapshot.GtidKind == snapshot.GtidKind ? WhyNoGtid(source.Snapshot) : $"{source.Key} does not record the same kind of GTIDs as {key}.");
            draft.Refuse(WhyNotFound(snapshot, source.Snapshot));
        }

        draft.Then(context, StepAction.EnableGtid, $"Let {key} position itself by GTID, and start replication.");
    }

    public static void DisableGtid(OperationContext context, OperationDraft draft)
    {
        if (InstanceRules.Replica(context, draft) is not { } status) return;
        var key = context.Instance.Key;
        if (!status.UsesGtid) draft.Refuse($"{key} positions itself by binary log coordinates already.");
        else if (status.Executed.IsEmpty) draft.Refuse($"{key} does not know its coordinates in the binary log of {status.Source}: let it replicate first.");
        if (context.Instance.Snapshot.GtidMode.Equals("ON", StringComparison.OrdinalIgnoreCase))
            draft.Warn($"Transactions keep their GTIDs (gtid_mode is ON); only the position of {key} is told by coordinates, which a failover cannot work with.");
        draft.Then(context, StepAction.DisableGtid, $"Let {key} position itself by binary log coordinates ({status.Executed}).");
        if (status.IsRunning) ReplicaRules.AddStart(context, draft, isCleanUp: true);
    }

    public static void Delay(OperationContext context, OperationDraft draft)
    {
        var text = context.Request.Arguments.GetValueOrDefault(Seconds, "");
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            draft.Refuse($"'{text}' is no delay: give seconds from 0 to {int.MaxValue} as argument {Seconds}.");
        if (InstanceRules.Replica(context, draft) is not { } status) return;
        var key = context.Instance.Key;
        if (context.Topology.ReplicasOf(key) is { Count: > 0 } replicas) draft.Warn($"{string.Join(", ", replicas.Select(r => r.Key))} get everything as late as {key}.");
        if (seconds > 0) draft.Warn($"{key} cannot take the primary's place at once while it is delayed.");
        draft.Then(context, StepAction.Delay, $"Let {key} apply everything {seconds} s after its source.", seconds.ToString(CultureInfo.InvariantCulture));
        if (status.Applier != ReplicationThreadState.Stopped && status.Receiver != ReplicationThreadState.Stopped) ReplicaRules.AddStart(context, draft, isCleanUp: true);
        else draft.Warn($"Replication of {key} does not run now, and is not started.");
    }

    static string? WhyNoGtid(InstanceSnapshot snapshot) => snapshot switch
    {
        { GtidKind: GtidKind.None } => $"{snapshot.Key} records no GTIDs.",
        { GtidKind: GtidKind.Oracle, GtidMode: not ("ON" or "ON_PERMISSIVE") } => $"gtid_mode of {snapshot.Key} is {snapshot.GtidMode}; it must be ON.",
        _ => null,
    };

    static string? WhyNotFound(InstanceSnapshot replica, InstanceSnapshot source)
    {
        if (!GtidSet.TryParse(replica.GtidKind, replica.ExecutedGtidSet, out var executed)) return $"The GTID set of {replica.Key} cannot be read.";
        if (!GtidSet.TryParse(source.GtidKind, source.PurgedGtidSet, out var purged)) return null;
        var gone = executed.Kind == GtidKind.Oracle ? purged.Subtract(executed) : GtidSet.Empty(executed.Kind);
        return gone.IsEmpty ? null : $"{source.Key} has purged transactions that {replica.Key} never executed ({gone}): by GTID it would ask for them in vain.";
    }
}
