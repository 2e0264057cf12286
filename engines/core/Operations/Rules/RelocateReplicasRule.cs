using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>relocate-replicas</c>: moves the replicas of an instance below another one.</summary>
sealed class RelocateReplicasRule : IOperationRule
{
    public string Kind => "relocate-replicas";
    public string Summary => "Move the replicas of an instance, all or those that a pattern chooses, below another instance in whatever way is possible.";
    public bool NeedsTarget => true;
    public bool TakesPattern => true;
    public IReadOnlyList<string> Aliases => ["relocate-slaves"];

    public void Plan(OperationContext context, OperationDraft draft) => ReplicasOf.Move(context, draft, context.Instance, context.Target!, MoveMethods.All);
}
