using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>match</c>: moves a replica below another instance by Pseudo-GTID.</summary>
sealed class MatchRule : IOperationRule
{
    public string Kind => "match";
    public string Summary => "Move a replica below another instance by Pseudo-GTID.";
    public bool NeedsTarget => true;
    public IReadOnlyList<string> Aliases => ["match-below"];

    public void Plan(OperationContext context, OperationDraft draft) => Moves.One(context, draft, context.Instance, context.Target!, MoveMethods.OnlyPseudoGtid);
}
