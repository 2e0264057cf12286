using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Methods;

/// <summary>
/// Replicas and target have the same source: all stop, whoever is behind is brought up to the most advanced, and then the target's own position
/// is the place where the others go on.
/// </summary>
sealed class MoveToSibling : IMoveMethod
{
    public string Name => "beside its sibling by position";

    public IEnumerable<string> WhyNot(OperationContext context, ClusterMember replica, ClusterMember target)
    {
        var source = context.Topology.SourceOf(replica.Key);
        if (source is null || context.Topology.SourceOf(target.Key)?.Key != source.Key)
        {
            yield return $"{replica.Key} and {target.Key} do not replicate from the same source.";
            yield break;
        }

        if (PositionSteps.WhyNotByPosition(replica) is { } gtid) yield return gtid;
        if (context.Topology.IsCoPrimary(target.Key) && !target.Snapshot.IsReadOnly)
            yield return $"{target.Key} is a writable co-primary: what it writes itself has no place in a common position.";
        if (IsAtTheSamePlace(replica, target)) yield break;
        foreach (var reason in Preconditions.WhyNotMoveByPosition(context, replica)) yield return reason;
        foreach (var reason in Preconditions.WhyNotMoveByPosition(context, target)) yield return reason;
    }

    public void AddSteps(OperationContext context, OperationDraft draft, IReadOnlyList<ClusterMember> replicas, ClusterMember target)
    {
        var (stage, key) = (draft.NextStage, target.Key);
        var keys = replicas.Select(r => r.Key).ToList();
        draft.Add(PositionSteps.Stop(stage, target, branch: null));
        draft.Add(replicas.Select(r => PositionSteps.Stop(stage, r, r.Key, key)));
        draft.Add(new OperationStep(stage + 1, StepAction.ApplyToSiblings, key, $"Let {key} apply up to where the most advanced of {string.Join(", ", keys)} is.")
        {
            From = target.Snapshot.Replication!.Source,
            Others = keys,
        });
        draft.Add(replicas.Select(r => new OperationStep(stage + 2, StepAction.ApplyToSiblings, r.Key, $"Let {r.Key} apply up to where {key} is.")
        {
            Branch = r.Key,
            From = r.Snapshot.Replication!.Source,
            Source = key,
            Others = [key],
        }));
        draft.Add(replicas.Select(r => PositionSteps.RepointToSibling(stage + 3, r, r.Snapshot.Replication!.Source, target)));
        draft.Add(PositionSteps.Start(stage + 4, target, branch: null));
        draft.Add(replicas.Select(r => PositionSteps.Start(stage + 4, r, r.Key)));
    }

    // Of a source that is lost nothing more arrives: who stopped at the same place needs not apply anything.
    static bool IsAtTheSamePlace(ClusterMember replica, ClusterMember target) =>
        (replica.Snapshot.Replication, target.Snapshot.Replication) is ({ IsRunning: false } own, { IsRunning: false } other)
        && own.Executed == other.Executed && own.Read == own.Executed && other.Read == other.Executed && !own.Executed.IsEmpty;
}
