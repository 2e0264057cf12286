using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

public static partial class RecoveryPlanner
{
    /// <summary>Plans that a primary which is well hands its role over.</summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="policy">The user's rules.</param>
    /// <param name="designated">The instance to promote; null when it is to be found.</param>
    /// <param name="choose">Whether the planner may choose among several replicas when none is designated.</param>
    public static RecoveryPlan PlanTakeover(ClusterTopology topology, RecoveryPolicy policy, InstanceKey? designated = null, bool choose = false)
    {
        var plan = new RecoveryPlan { Kind = RecoveryKind.PlannedTakeover, ClusterId = topology.ClusterId, OldPrimary = topology.Primary?.Key ?? default };
        if (topology.Primary is not { } primary)
            return Refuse(plan, topology, new(BlockerCode.NoPrimary, "The cluster has no known primary."));
        if (IsGroupMember(primary)) return Refuse(plan, topology, GroupDecides(primary));
        if (ManagedElsewhere(topology) is { } managed) return Refuse(plan, topology, managed);
        if (!primary.IsLastCheckValid)
            return Refuse(plan, topology, new(BlockerCode.PrimaryUnreachable, $"{primary.Key} cannot be reached: it cannot hand its role over. A failover can take it away."));

        var context = new Succession(RecoveryKind.PlannedTakeover, topology, primary, policy);
        IReadOnlyList<InstanceKey> writable = [.. OtherWritablePrimaries(context), .. context.WritableCoPrimaries.Select(m => m.Key)];
        if (writable.Count > 0)
            return Refuse(plan, topology, new(BlockerCode.SeveralPrimaries, $"Besides {primary.Key} these are writable as primary: {string.Join(", ", writable)}. Make them read-only or replicas first."));

        var replicas = topology.ReplicasOf(primary.Key);
        if (designated is null && replicas.Count > 1 && !choose)
            return Refuse(plan, topology, new(BlockerCode.TargetNotIndicated, $"The target instance is not indicated, and the primary {primary.Key} has {replicas.Count} replicas."));
        return Choose(plan, context, designated is { } key ? topology.CanonicalKey(key) : null);
    }
}
