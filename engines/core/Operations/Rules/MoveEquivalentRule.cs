using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>move-equivalent</c>: moves a replica below another instance whose position is known from an earlier move.</summary>
sealed class MoveEquivalentRule : IOperationRule
{
    public string Kind => "move-equivalent";
    public string Summary => "Move a replica below another instance at a position that is known, from an earlier move, to be the same place.";
    public bool NeedsTarget => true;

    public void Plan(OperationContext context, OperationDraft draft) => Moves.One(context, draft, context.Instance, context.Target!, [MoveMethods.Equivalent]);
}
