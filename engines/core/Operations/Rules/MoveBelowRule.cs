using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>move-below</c>: moves a replica below its sibling.</summary>
sealed class MoveBelowRule : IOperationRule
{
    public string Kind => "move-below";
    public string Summary => "Move a replica below one of its siblings.";
    public bool NeedsTarget => true;

    public void Plan(OperationContext context, OperationDraft draft)
    {
        var (instance, sibling) = (context.Instance, context.Target!);
        if (context.Topology.SourceOf(instance.Key) is { } source && context.Topology.SourceOf(sibling.Key)?.Key != source.Key)
            draft.Refuse($"{instance.Key} and {sibling.Key} are no siblings: they do not replicate from the same source. relocate finds a way where there is one.");
        Moves.One(context, draft, instance, sibling, MoveMethods.ByWhatItUses(instance, MoveMethods.Sibling));
    }
}
