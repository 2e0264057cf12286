using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>match-replicas</c>: moves the replicas of an instance, which may be dead, below another by Pseudo-GTID.</summary>
sealed class MatchReplicasRule : IOperationRule
{
    public string Kind => "match-replicas";
    public string Summary => "Move the replicas of an instance, which may be dead, below another by Pseudo-GTID.";
    public bool NeedsTarget => true;
    public bool TakesPattern => true;
    public IReadOnlyList<string> Aliases => ["match-slaves"];

    public void Plan(OperationContext context, OperationDraft draft)
    {
        draft.Chosen = context.Target!.Key;
        Moves.Many(context, draft, context.ChosenReplicasOf(context.Instance, except: context.Target), context.Target, MoveMethods.OnlyPseudoGtid);
    }
}
