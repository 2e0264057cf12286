using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>move-below-gtid</c>: moves a replica below another instance by GTID.</summary>
sealed class MoveByGtidRule : IOperationRule
{
    public string Kind => "move-below-gtid";
    public string Summary => "Move a replica below another instance by GTID.";
    public bool NeedsTarget => true;
    public IReadOnlyList<string> Aliases => ["move-gtid"];

    public void Plan(OperationContext context, OperationDraft draft) => Moves.One(context, draft, context.Instance, context.Target!, [MoveMethods.Gtid]);
}
