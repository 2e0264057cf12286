using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>move-replicas-gtid</c>: moves the replicas of an instance below another one by GTID.</summary>
sealed class MoveReplicasByGtidRule : IOperationRule
{
    public string Kind => "move-replicas-gtid";
    public string Summary => "Move the replicas of an instance, all or those that a pattern chooses, below another instance by GTID.";
    public bool NeedsTarget => true;
    public bool TakesPattern => true;
    public IReadOnlyList<string> Aliases => ["move-slaves-gtid"];

    public void Plan(OperationContext context, OperationDraft draft) => ReplicasOf.Move(context, draft, context.Instance, context.Target!, [MoveMethods.Gtid]);
}
