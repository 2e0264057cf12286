using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>rematch</c>: finds a replica's place in the log of its own source anew.</summary>
sealed class RematchRule : IOperationRule
{
    public string Kind => "rematch";
    public string Summary => "Find a replica's place in the binary log of its own source anew, by Pseudo-GTID.";
    public bool NeedsTarget => false;

    public void Plan(OperationContext context, OperationDraft draft)
    {
        if (context.Topology.SourceOf(context.Instance.Key) is { } source) Moves.One(context, draft, context.Instance, source, MoveMethods.OnlyPseudoGtid);
        else draft.Refuse($"The source of {context.Instance.Key} is not known: use match and name the instance that it is to be below.");
    }
}
