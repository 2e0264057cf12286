using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>move-up-replicas</c>: makes the replicas of an instance its siblings.</summary>
sealed class MoveUpReplicasRule : IOperationRule
{
    public string Kind => "move-up-replicas";
    public string Summary => "Move the replicas of an instance, all or those that a pattern chooses, one level up, to be its siblings.";
    public bool NeedsTarget => false;
    public bool TakesPattern => true;
    public IReadOnlyList<string> Aliases => ["move-up-slaves"];

    public void Plan(OperationContext context, OperationDraft draft)
    {
        if (MoveUpRule.FindAbove(context, draft, context.Instance) is { } above)
            ReplicasOf.Move(context, draft, context.Instance, above, [MoveMethods.Gtid, MoveMethods.Up]);
    }
}
