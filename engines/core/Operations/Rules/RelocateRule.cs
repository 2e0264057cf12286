using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>relocate</c>: moves a replica below another instance, in whatever way is possible.</summary>
sealed class RelocateRule : IOperationRule
{
    public string Kind => "relocate";
    public string Summary => "Move a replica below another instance, in whatever way is possible.";
    public bool NeedsTarget => true;
    public IReadOnlyList<string> Aliases => ["relocate-below"];

    public void Plan(OperationContext context, OperationDraft draft) => Moves.One(context, draft, context.Instance, context.Target!, MoveMethods.All);
}
