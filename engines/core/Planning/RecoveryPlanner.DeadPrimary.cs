using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

public static partial class RecoveryPlanner
{
    /// <summary>Plans the succession of a lost primary (or, as a what-if, of one that is well).</summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="failed">The primary that is lost.</param>
    /// <param name="policy">The user's rules.</param>
    /// <param name="requested">The instance to promote; null leaves the choice to the planner.</param>
    public static RecoveryPlan PlanDeadPrimary(ClusterTopology topology, InstanceKey failed, RecoveryPolicy policy, InstanceKey? requested = null)
    {
        failed = topology.CanonicalKey(failed);
        var plan = new RecoveryPlan { Kind = RecoveryKind.DeadPrimary, ClusterId = topology.ClusterId, OldPrimary = failed };
        if (!topology.Members.TryGetValue(failed, out var old))
            return Refuse(plan, topology, new(BlockerCode.UnknownInstance, $"{failed} is not known in this cluster."));
        if (WhyNotPrimary(topology, old) is { } reason) return Refuse(plan, topology, new(BlockerCode.NotThePrimary, reason));
        if (IsGroupMember(old)) return Refuse(plan, topology, GroupDecides(old));
        if (ManagedElsewhere(topology) is { } managed) return Refuse(plan, topology, managed);

        var context = new Succession(RecoveryKind.DeadPrimary, topology, old, policy);
        IReadOnlyList<InstanceKey> writable = [.. OtherWritablePrimaries(context), .. context.WritableCoPrimaries.Count > 1 ? context.WritableCoPrimaries.Select(m => m.Key) : []];
        if (writable.Count > 0)
            plan = plan with { Blockers = [new(BlockerCode.SeveralPrimaries, $"Already writable as primary: {string.Join(", ", writable)}. Make them read-only or replicas first.")] };
        return Choose(plan, context, requested is { } key ? topology.CanonicalKey(key) : null);
    }

    static string? WhyNotPrimary(ClusterTopology topology, ClusterMember member)
    {
        if (topology.SourceOf(member.Key) is { } source && !topology.IsCoPrimary(member.Key))
            return $"{member.Key} replicates from {source.Key}: its loss needs no new primary.";
        if (!topology.IsPrimary(member.Key) && !topology.IsCoPrimary(member.Key) && !IsGroupMember(member))
            return $"{member.Key} replicates from {member.Snapshot.Replication?.Source}, which is not known: it is not the primary.";
        // One that lost its role may still be all that there is: when a failover broke off half-way.
        return member.IsDemoted && topology.Primary is { } primary && primary.Key != member.Key
            ? $"{member.Key} lost its role before: {primary.Key} is the primary."
            : null;
    }

    /// <summary>Why nothing is changed in a cluster that somebody else looks after; null when nobody does. One member that says so speaks for all.</summary>
    static PlanBlocker? ManagedElsewhere(ClusterTopology topology) =>
        topology.Members.Values.Select(m => m.Snapshot).FirstOrDefault(s => s.Condition is { ManagedBy.Length: > 0 }) is { Condition: { } condition } managed
            ? new(BlockerCode.ManagedElsewhere, $"{condition.ManagedBy} decides over the roles of this cluster, as {managed.Key} says: Ham4Db observes it and changes nothing.")
            : null;

    static PlanBlocker GroupDecides(ClusterMember member) =>
        new(BlockerCode.GroupReplicationManaged, $"{member.Key} is a member of the group {member.Snapshot.GroupName}, which elects its primary itself.");
}
