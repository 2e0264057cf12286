using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>match-up</c>: moves a replica up below the source of its source by Pseudo-GTID. The source in between may be dead.</summary>
sealed class MatchUpRule : IOperationRule
{
    public string Kind => "match-up";
    public string Summary => "Move a replica one tier up by Pseudo-GTID; the source in between may be dead.";
    public bool NeedsTarget => false;

    public void Plan(OperationContext context, OperationDraft draft)
    {
        var source = context.Topology.SourceOf(context.Instance.Key);
        if (source is null) draft.Refuse($"{context.Instance.Key} has no known source that it could be moved up from.");
        else if (context.Topology.SourceOf(source.Key) is not { } above) draft.Refuse($"{source.Key} replicates from nobody: {context.Instance.Key} is in the first tier and cannot be moved up.");
        else Moves.One(context, draft, context.Instance, above, MoveMethods.OnlyPseudoGtid);
    }
}
