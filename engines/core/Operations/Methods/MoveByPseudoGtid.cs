using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Methods;

/// <summary>Replica and target hold the same Pseudo-GTID entries, and the events after the newest one of the replica tell the place at which it goes on.</summary>
sealed class MoveByPseudoGtid : IMoveMethod
{
    public string Name => "by Pseudo-GTID";

    public IEnumerable<string> WhyNot(OperationContext context, ClusterMember replica, ClusterMember target)
    {
        var (own, other) = (replica.Snapshot, target.Snapshot);
        if (!context.Policy.IsPseudoGtidConfigured) yield return "Pseudo-GTID is not configured: set AutoPseudoGTID, or PseudoGTIDPattern to what the entries look like.";
        if (own.Replication is { UsesGtid: true }) yield return $"{replica.Key} positions itself by GTID, which needs no Pseudo-GTID.";
        // What the server writes anew in another format is no longer the same event.
        if (own is { LogBin: true, LogReplicaUpdates: true } && !string.Equals(own.BinlogFormat, other.BinlogFormat, StringComparison.OrdinalIgnoreCase))
            yield return $"The binary log format of {replica.Key} is {own.BinlogFormat} and that of {target.Key} {other.BinlogFormat}: their events cannot be compared.";
    }

    public void AddSteps(OperationContext context, OperationDraft draft, IReadOnlyList<ClusterMember> replicas, ClusterMember target)
    {
        var stage = draft.NextStage;
        draft.Add(replicas.Select(r => new OperationStep(
            stage, StepAction.RepointByPseudoGtid, r.Key, $"Stop {r.Key}, find in the binary log of {target.Key} the place of its last event, and point it there.")
        {
            Branch = r.Key,
            From = r.Snapshot.Replication?.Source,
            Source = target.Key,
        }));
    }
}
