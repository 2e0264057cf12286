using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations.Methods;

/// <summary>A way in which one step points each replica at its source, all of them at once.</summary>
/// <param name="name">How it works, as the end of "could not be moved …".</param>
/// <param name="action">What the step does.</param>
/// <param name="describe">A sentence on it, of the replica and its new source.</param>
/// <param name="whyNot">What stands against it, a sentence each.</param>
sealed class PointedMove(
    string name,
    string action,
    Func<InstanceKey, InstanceKey, string> describe,
    Func<OperationContext, ClusterMember, ClusterMember, IEnumerable<string>> whyNot) : IMoveMethod
{
    public string Name => name;

    public IEnumerable<string> WhyNot(OperationContext context, ClusterMember replica, ClusterMember target) => whyNot(context, replica, target);

    public void AddSteps(OperationContext context, OperationDraft draft, IReadOnlyList<ClusterMember> replicas, ClusterMember target)
    {
        var stage = draft.NextStage;
        draft.Add(replicas.Select(r => Step(stage, r, target.Key)));
    }

    /// <summary>The step for one replica.</summary>
    public OperationStep Step(int stage, ClusterMember replica, InstanceKey source) => new(stage, action, replica.Key, describe(replica.Key, source))
    {
        Branch = replica.Key,
        From = replica.Snapshot.Replication?.Source,
        Source = source,
    };
}
