using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>match-up-replicas</c>: moves the replicas of an instance, which may be dead, below that one's source by Pseudo-GTID.</summary>
sealed class MatchUpReplicasRule : IOperationRule
{
    public string Kind => "match-up-replicas";
    public string Summary => "Move the replicas of an instance, which may be dead, one tier up by Pseudo-GTID.";
    public bool NeedsTarget => false;
    public bool TakesPattern => true;
    public IReadOnlyList<string> Aliases => ["match-up-slaves"];

    public void Plan(OperationContext context, OperationDraft draft)
    {
        if (context.Topology.SourceOf(context.Instance.Key) is not { } above)
        {
            draft.Refuse($"{context.Instance.Key} replicates from nobody: there is no tier above it.");
            return;
        }

        draft.Chosen = above.Key;
        Moves.Many(context, draft, context.ChosenReplicasOf(context.Instance), above, MoveMethods.OnlyPseudoGtid);
    }
}
