using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>take-siblings</c>: moves the siblings of a replica below it.</summary>
sealed class TakeSiblingsRule : IOperationRule
{
    public string Kind => "take-siblings";
    public string Summary => "Move all siblings of a replica below it.";
    public bool NeedsTarget => false;
    public IReadOnlyList<string> Aliases => ["enslave-siblings"];

    public void Plan(OperationContext context, OperationDraft draft)
    {
        if (context.Topology.SourceOf(context.Instance.Key) is { } source) ReplicasOf.Move(context, draft, source, context.Instance, MoveMethods.All);
        else draft.Refuse($"{context.Instance.Key} replicates from nobody that is known: it has no siblings.");
    }
}
