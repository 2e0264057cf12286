using Ham4Db.Core.Model;
using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>repoint</c>: tells a replica its source anew, with the position that it has. The source may be dead.</summary>
sealed class RepointRule : IOperationRule
{
    public string Kind => "repoint";
    public string Summary => "Point a replica at its source again, or at another with the same binary logs; the source may be dead.";
    public bool NeedsTarget => false;
    public bool TakesTarget => true;

    public void Plan(OperationContext context, OperationDraft draft)
    {
        var replica = context.Instance;
        if ((context.Target ?? context.Topology.SourceOf(replica.Key)) is not { } source)
        {
            foreach (var reason in Preconditions.WhyNotMove(replica)) draft.Refuse(reason);
            draft.Refuse($"The source of {replica.Key} is not known: name the instance that it is to be pointed at.");
            return;
        }

        foreach (var reason in WhyNot(context, replica, source)) draft.Refuse(reason);
        AddStep(context, draft, draft.NextStage, replica, source);
    }

    /// <summary>What stands against pointing a replica at a source with the position that it has.</summary>
    public static IEnumerable<string> WhyNot(OperationContext context, ClusterMember replica, ClusterMember source) =>
        Preconditions.WhyNotMove(replica).Concat(Preconditions.WhyNotBelow(context, replica, source));

    /// <summary>Adds the step, and what is worth knowing about it.</summary>
    public static void AddStep(OperationContext context, OperationDraft draft, int stage, ClusterMember replica, ClusterMember source)
    {
        if (!source.IsLastCheckValid) draft.Warn($"{source.Key} cannot be reached: {replica.Key} is pointed at it and waits for it.");
        if (replica.Snapshot.Replication is { UsesGtid: false } && context.Topology.SourceOf(replica.Key)?.Key is { } now && now != source.Key)
            draft.Warn($"{replica.Key} keeps its position in the binary log of {now}: that is right only if {source.Key} has the same binary logs.");
        foreach (var note in Preconditions.Notes(replica)) draft.Warn(note);
        draft.Add(MoveMethods.InPlace.Step(stage, replica, source.Key));
    }
}
