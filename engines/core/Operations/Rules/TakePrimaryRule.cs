using Ham4Db.Core.Model;
using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>take-master</c>: a replica and its source change places.</summary>
sealed class TakePrimaryRule : IOperationRule
{
    public string Kind => "take-master";
    public string Summary => "Let a replica change places with its source, which is itself a replica.";
    public bool NeedsTarget => false;
    public IReadOnlyList<string> Aliases => ["enslave-master"];

    public void Plan(OperationContext context, OperationDraft draft)
    {
        var replica = context.Instance;
        foreach (var reason in Preconditions.WhyNotMove(replica)) draft.Refuse(reason);
        if (context.Topology.SourceOf(replica.Key) is not { } source)
        {
            draft.Refuse($"The source of {replica.Key} is not known.");
            return;
        }

        if (context.Topology.IsCoPrimary(source.Key)) draft.Refuse($"{source.Key} is a co-primary and cannot be taken.");
        else if (context.Topology.SourceOf(source.Key) is not { } above) draft.Refuse($"{source.Key} replicates from nobody that is known. The role of a primary is handed over by a planned takeover.");
        else Swap(context, draft, replica, source, above);
    }

    static void Swap(OperationContext context, OperationDraft draft, ClusterMember replica, ClusterMember source, ClusterMember above)
    {
        foreach (var reason in Preconditions.WhyNotMove(source)) draft.Refuse(reason);
        draft.Refuse(Preconditions.WhyNotReachable(above));
        foreach (var reason in Preconditions.WhyNotBelow(context, replica, above)) draft.Refuse(reason);
        draft.Refuse(Preconditions.WhyNotReplicate(context, source, replica));
        var (byGtid, sourceByGtid) = (replica.Snapshot.Replication is { UsesGtid: true }, source.Snapshot.Replication is { UsesGtid: true });
        if (byGtid != sourceByGtid) draft.Refuse($"One of {replica.Key} and {source.Key} positions itself by GTID and the other does not: let both do the same.");
        var objections = byGtid
            ? MoveMethods.Gtid.WhyNot(context, replica, above).Concat(MoveMethods.Gtid.WhyNot(context, source, replica))
            : MoveMethods.Up.WhyNot(context, replica, above);
        foreach (var reason in objections) draft.Refuse(reason);
        if (draft.IsRefused) return;

        foreach (var note in Preconditions.Notes(replica).Concat(Preconditions.Notes(source))) draft.Warn(note);
        if (byGtid) AddStepsByGtid(draft, replica, source, above);
        else AddStepsByPosition(draft, replica, source, above);
    }

    // All belongs to the replica's branch: when its move fails, its source stays where it is.
    static void AddStepsByGtid(OperationDraft draft, ClusterMember replica, ClusterMember source, ClusterMember above)
    {
        var stage = draft.NextStage;
        draft.Add(MoveMethods.Gtid.Step(stage, replica, above.Key), MoveMethods.Gtid.Step(stage + 1, source, replica.Key) with { Branch = replica.Key });
    }

    static void AddStepsByPosition(OperationDraft draft, ClusterMember replica, ClusterMember source, ClusterMember above)
    {
        var (stage, key) = (draft.NextStage, replica.Key);
        draft.Add(
            PositionSteps.Stop(stage, source, key, key),
            PositionSteps.ApplyToSource(stage + 1, replica, source, above),
            PositionSteps.RepointUp(stage + 2, replica, source, above),
            PositionSteps.RepointToSibling(stage + 3, source, source.Snapshot.Replication!.Source, replica) with { Branch = key },
            PositionSteps.Start(stage + 4, replica, key),
            PositionSteps.Start(stage + 4, source, key));
    }
}
