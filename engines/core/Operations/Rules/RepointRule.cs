using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>repoint</c>: tells a replica its source anew, with the position that it has. The source may be dead.</summary>
sealed class RepointRule : IOperationRule
{
    public string Kind => "repoint";
    public string Summary => "Point a replica at its source again, or at another with the same binary logs; the source may be dead.";
    public bool NeedsTarget => false;

    public void Plan(OperationContext context, OperationDraft draft)
    {
        foreach (var reason in Preconditions.WhyNotMove(context.Instance)) draft.Refuse(reason);
        if ((context.Target ?? context.Topology.SourceOf(context.Instance.Key)) is not { } source)
        {
            draft.Refuse($"The source of {context.Instance.Key} is not known: name the instance that it is to be pointed at.");
            return;
        }

        foreach (var reason in Preconditions.WhyNotBelow(context, context.Instance, source)) draft.Refuse(reason);
        if (!source.IsLastCheckValid) draft.Warn($"{source.Key} cannot be reached: {context.Instance.Key} is pointed at it and waits for it.");
        if (context.Instance.Snapshot.Replication is { UsesGtid: false } && context.Topology.SourceOf(context.Instance.Key)?.Key is { } now && now != source.Key)
            draft.Warn($"{context.Instance.Key} keeps its position in the binary log of {now}: that is right only if {source.Key} has the same binary logs.");
        foreach (var note in Preconditions.Notes(context.Instance)) draft.Warn(note);
        draft.Add(MoveInPlace.Step(draft.NextStage, context.Instance, source.Key));
    }
}
