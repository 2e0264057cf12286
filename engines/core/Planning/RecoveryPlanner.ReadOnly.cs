using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

public static partial class RecoveryPlanner
{
    /// <summary>Plans that a read-only primary accepts writes. Never where another instance accepts them as a primary, or may do so unseen.</summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="primary">The read-only primary.</param>
    public static RecoveryPlan PlanReadOnlyPrimary(ClusterTopology topology, InstanceKey primary)
    {
        primary = topology.CanonicalKey(primary);
        var plan = NoRoleChanges(RecoveryKind.ReadOnlyPrimary, topology, primary);
        if (WhyNoPrimary(topology, primary) is { } blocker) return Refuse(plan, topology, blocker);
        var member = topology.Members[primary];
        if (member.IsDemoted) return Refuse(plan, topology, new(BlockerCode.NotThePrimary, $"{primary} lost its role in an earlier failover."));
        if (topology.Primary?.Key != primary) return Refuse(plan, topology, new(BlockerCode.NotThePrimary, $"{topology.Primary?.Key} is the primary in charge."));
        if (IsGroupMember(member)) return Refuse(plan, topology, GroupDecides(member));
        if (!member.IsLastCheckValid) return Refuse(plan, topology, new(BlockerCode.PrimaryUnreachable, $"{primary} cannot be reached."));
        if (!member.Snapshot.IsReadOnly) return Refuse(plan, topology, new(BlockerCode.AlreadyWritable, $"{primary} accepts writes already."));

        // A replica that is writable is no primary: no client is sent there. One that was cut off from the cluster may be one to its clients.
        var others = topology.Members.Values.Where(m => m.Key != primary && topology.CanonicalKey(m.Key) == m.Key && !m.Snapshot.IsReadOnly
            && (topology.IsPrimary(m.Key) || topology.IsCoPrimary(m.Key) || topology.SourceOf(m.Key) is null)).ToList();
        if (others.Where(m => m.IsLastCheckValid).Select(m => m.Key).ToList() is [_, ..] writable)
            return Refuse(plan, topology, new(BlockerCode.SeveralPrimaries, $"These accept writes as a primary: {string.Join(", ", writable)}. Make them read-only or replicas first."));
        if (others.Where(m => !m.IsDemoted).Select(m => m.Key).ToList() is [_, ..] unseen)
            return Refuse(plan, topology, new(BlockerCode.MayBeWritable, $"{string.Join(", ", unseen)} cannot be reached, and accepted writes when it was last seen: it may do so still. Bring it back, or forget it."));

        return plan with
        {
            Candidate = primary,
            Verdicts = [.. topology.Members.Keys.Where(k => k != primary).Select(k => new CandidateVerdict(k, false, false, $"{primary} stays the primary."))],
            Steps = [new(1, PlanStepKind.MakeWritable, primary, null, $"Let {primary} accept writes.")],
        };
    }
}
