using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary><c>make-local-master</c>: a replica of an intermediate, which may be dead, takes its place: it moves up and its siblings move below it, by Pseudo-GTID.</summary>
sealed class MakeLocalMasterRule : IOperationRule
{
    public string Kind => "make-local-master";
    public string Summary => "Let a replica of an intermediate, which may be dead, take its place by Pseudo-GTID.";
    public bool NeedsTarget => false;

    public void Plan(OperationContext context, OperationDraft draft)
    {
        var (instance, source) = (context.Instance, context.Topology.SourceOf(context.Instance.Key));
        if (source is null || context.Topology.SourceOf(source.Key) is not { } above)
        {
            draft.Refuse($"{instance.Key} is not a replica of an intermediate: there is no place between two tiers that it could take.");
            return;
        }

        Moves.One(context, draft, instance, above, MoveMethods.OnlyPseudoGtid);
        if (!draft.IsRefused) Moves.Many(context, draft, context.ChosenReplicasOf(source, except: instance), instance, MoveMethods.OnlyPseudoGtid);
    }
}
