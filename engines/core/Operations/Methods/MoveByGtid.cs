using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Methods;

/// <summary>The replica positions itself by GTID, so that any source that has what it lacks will do.</summary>
sealed class MoveByGtid : IMoveMethod
{
    public string Name => "by GTID";

    public IEnumerable<string> WhyNot(OperationContext context, ClusterMember replica, ClusterMember target)
    {
        if (GtidMoves.WhyNot(replica.Snapshot, target.Snapshot) is { } reason) yield return reason;
    }

    public void AddSteps(OperationContext context, OperationDraft draft, IReadOnlyList<ClusterMember> replicas, ClusterMember target)
    {
        var stage = draft.NextStage;
        draft.Add(replicas.Select(r => Step(stage, r, target.Key)));
    }

    /// <summary>The step that points a replica at a source by GTID.</summary>
    public static OperationStep Step(int stage, ClusterMember replica, InstanceKey source) =>
        new(stage, StepAction.RepointByGtid, replica.Key, $"Point {replica.Key} at {source} by GTID.")
        {
            Branch = replica.Key,
            From = replica.Snapshot.Replication?.Source,
            Source = source,
        };
}
