using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Methods;

/// <summary>The target is the source's source: the source stops, the replicas apply all that it has logged, and go on where it stands in the log of its own source.</summary>
sealed class MoveUp : IMoveMethod
{
    public string Name => "up by position";

    public IEnumerable<string> WhyNot(OperationContext context, ClusterMember replica, ClusterMember target)
    {
        var source = context.Topology.SourceOf(replica.Key);
        if (source is null || context.Topology.SourceOf(source.Key)?.Key != target.Key || target.Key == replica.Key)
        {
            yield return $"{target.Key} is not the source of the source of {replica.Key}.";
            yield break;
        }

        if (PositionSteps.WhyNotByPosition(replica) is { } gtid) yield return gtid;
        foreach (var reason in Preconditions.WhyNotMoveByPosition(context, replica)) yield return reason;
        foreach (var reason in Preconditions.WhyNotMoveByPosition(context, source)) yield return reason;
    }

    public void AddSteps(OperationContext context, OperationDraft draft, IReadOnlyList<ClusterMember> replicas, ClusterMember target)
    {
        foreach (var siblings in replicas.GroupBy(r => context.Topology.SourceOf(r.Key)!.Key)) AddSteps(draft, context.Topology.Members[siblings.Key], [.. siblings], target);
    }

    static void AddSteps(OperationDraft draft, ClusterMember source, List<ClusterMember> replicas, ClusterMember target)
    {
        var stage = draft.NextStage;
        draft.Add(PositionSteps.Stop(stage, source, branch: null));
        draft.Add(replicas.Select(r => PositionSteps.ApplyToSource(stage + 1, r, source, target)));
        draft.Add(replicas.Select(r => PositionSteps.RepointUp(stage + 2, r, source, target)));
        draft.Add(PositionSteps.Start(stage + 3, source, branch: null));
        draft.Add(replicas.Select(r => PositionSteps.Start(stage + 3, r, r.Key)));
    }
}
