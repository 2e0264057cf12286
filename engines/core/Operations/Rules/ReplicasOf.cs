using Ham4Db.Core.Model;
using Ham4Db.Core.Operations.Methods;

namespace Ham4Db.Core.Operations.Rules;

/// <summary>What operations on the replicas of an instance have in common.</summary>
static class ReplicasOf
{
    /// <summary>Moves the chosen replicas of an instance below the target; the target itself stays where it is.</summary>
    public static void Move(OperationContext context, OperationDraft draft, ClusterMember source, ClusterMember target, IReadOnlyList<IMoveMethod> methods)
    {
        var replicas = context.ChosenReplicasOf(source, except: target);
        if (replicas.Count == 0) draft.Warn(Nobody(context, source));
        Moves.Many(context, draft, replicas, target, methods);
    }

    /// <summary>Says that there is nobody to operate on.</summary>
    public static string Nobody(OperationContext context, ClusterMember source) => context.Request.Pattern.Length == 0
        ? $"{source.Key} has no replica that could be moved."
        : $"{source.Key} has no replica that could be moved and that '{context.Request.Pattern}' chooses.";
}
