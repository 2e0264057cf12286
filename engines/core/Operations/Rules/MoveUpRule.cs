using Ham4Db.Core.Model;
using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>move-up</c>: makes a replica a sibling of its source.</summary>
sealed class MoveUpRule : IOperationRule
{
    public string Kind => "move-up";
    public string Summary => "Move a replica one level up, to be a sibling of its source.";
    public bool NeedsTarget => false;

    public void Plan(OperationContext context, OperationDraft draft)
    {
        foreach (var reason in Preconditions.WhyNotMove(context.Instance)) draft.Refuse(reason);
        if (context.Topology.SourceOf(context.Instance.Key) is not { } source) draft.Refuse($"The source of {context.Instance.Key} is not known.");
        else if (FindAbove(context, draft, source) is { } above) Moves.One(context, draft, context.Instance, above, MoveMethods.ByWhatItUses(context.Instance, MoveMethods.Up));
    }

    /// <summary>The source of an instance whose replicas are to move up; null, and a refusal, when there is none.</summary>
    public static ClusterMember? FindAbove(OperationContext context, OperationDraft draft, ClusterMember source)
    {
        if (context.Topology.SourceOf(source.Key) is { } above) return above;
        draft.Refuse($"{source.Key} replicates from nobody: there is nothing above it. A replica of the primary can take its role over, or be moved below a sibling.");
        return null;
    }
}
