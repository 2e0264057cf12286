using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Methods;

/// <summary>The replica is below the target already: it is pointed there again with the position that it has.</summary>
sealed class MoveInPlace : IMoveMethod
{
    public string Name => "where it is";

    public IEnumerable<string> WhyNot(OperationContext context, ClusterMember replica, ClusterMember target)
    {
        if (context.Topology.SourceOf(replica.Key)?.Key != target.Key) yield return $"{replica.Key} does not replicate from {target.Key} now.";
    }

    public void AddSteps(OperationContext context, OperationDraft draft, IReadOnlyList<ClusterMember> replicas, ClusterMember target)
    {
        var stage = draft.NextStage;
        draft.Add(replicas.Select(r => Step(stage, r, target.Key)));
    }

    /// <summary>The step that points a replica at a source with the position that it has.</summary>
    public static OperationStep Step(int stage, ClusterMember replica, InstanceKey source) =>
        new(stage, StepAction.RepointInPlace, replica.Key, $"Point {replica.Key} at {source} with the position that it has.")
        {
            Branch = replica.Key,
            From = replica.Snapshot.Replication?.Source,
            Source = source,
        };
}
