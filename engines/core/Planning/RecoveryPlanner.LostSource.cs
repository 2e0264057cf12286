using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

public static partial class RecoveryPlanner
{
    /// <summary>Plans other sources for the replicas of a lost intermediate primary (or, as a what-if, of one that is well).</summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="failed">The intermediate primary.</param>
    /// <param name="policy">The user's rules.</param>
    /// <param name="requested">The only instance that may take over; null leaves the choice to the planner.</param>
    public static RecoveryPlan PlanDeadIntermediate(ClusterTopology topology, InstanceKey failed, RecoveryPolicy policy, InstanceKey? requested = null) =>
        PlanLostSource(RecoveryKind.DeadIntermediate, topology, failed, policy, requested);

    /// <summary>Plans that the replicas of a lost member of a group move to another member that is online.</summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="failed">The member of the group.</param>
    /// <param name="policy">The user's rules.</param>
    /// <param name="requested">The only member that may take over; null leaves the choice to the planner.</param>
    public static RecoveryPlan PlanDeadGroupMember(ClusterTopology topology, InstanceKey failed, RecoveryPolicy policy, InstanceKey? requested = null) =>
        PlanLostSource(RecoveryKind.DeadGroupMember, topology, failed, policy, requested);

    static RecoveryPlan PlanLostSource(RecoveryKind kind, ClusterTopology topology, InstanceKey failed, RecoveryPolicy policy, InstanceKey? requested)
    {
        failed = topology.CanonicalKey(failed);
        var plan = new RecoveryPlan { Kind = kind, ClusterId = topology.ClusterId, OldPrimary = failed, Loss = new DataLoss(topology.Durability, "", "Nothing: the primary stays.") };
        if (!topology.Members.TryGetValue(failed, out var member))
            return Refuse(plan, topology, new(BlockerCode.UnknownInstance, $"{failed} is not known in this cluster."));
        if (kind == RecoveryKind.DeadGroupMember && !IsGroupMember(member))
            return Refuse(plan, topology, new(BlockerCode.NotAGroupMember, $"{failed} is not a member of a group."));
        if (kind == RecoveryKind.DeadIntermediate && (topology.IsPrimary(failed) || topology.IsCoPrimary(failed) || IsGroupMember(member)))
            return Refuse(plan, topology, new(BlockerCode.NotAnIntermediate, $"{failed} is a primary, a co-primary or a member of a group: its replicas cannot simply move up."));

        if (ManagedElsewhere(topology) is { } managed) return Refuse(plan, topology, managed);
        var loss = new SourceLoss(kind, topology, member, policy);
        if (loss.Orphans.Count == 0) return Refuse(plan, topology, new(BlockerCode.NoReplicas, $"{failed} has no replicas that would need another source."));
        var placement = SourcePlacement.Find(loss, requested is { } key ? topology.CanonicalKey(key) : null);
        var candidate = placement.Moves.GroupBy(m => m.Source.Key).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => (InstanceKey?)g.Key).FirstOrDefault();
        return plan with
        {
            Candidate = candidate,
            Verdicts = [.. topology.Members.Values.Where(m => m.Key != failed).Select(m => SourceVerdict(loss, placement, m, candidate, requested))],
            Blockers = candidate is null ? [new(BlockerCode.NoCandidate, $"No replica of {failed} can get another source: the reasons are with the instances.")] : [],
            Steps = ReplacementSteps(loss, placement),
            LostReplicas = placement.Left,
        };
    }

    /// <summary>Each source is waited for until it has what its new replicas have, those first that are sources of others.</summary>
    static List<PlanStep> ReplacementSteps(SourceLoss loss, SourcePlacement placement)
    {
        List<PlanStep> steps = [];
        var gathered = placement.Moves.Where(m => placement.Moves.Any(o => o.Replica.Key == m.Source.Key)).ToList();
        foreach (var tier in new[] { placement.Moves.Except(gathered).ToList(), gathered })
        {
            var stage = steps.Select(s => s.Stage).DefaultIfEmpty(0).Max();
            foreach (var moves in tier.GroupBy(m => m.Source.Key).OrderBy(g => g.Key))
            {
                if (loss.Lacking(moves.First().Source, moves.Select(m => m.Replica)) is { Length: > 0 } lacking)
                    steps.Add(new(stage + 1, PlanStepKind.WaitForApply, moves.Key, null, $"Wait until {moves.Key} has applied what its new replicas have.") { GtidSet = lacking });
            }

            stage = steps.Select(s => s.Stage).DefaultIfEmpty(0).Max();
            steps.AddRange(tier.OrderBy(m => m.Replica.Key)
                .Select(m => new PlanStep(stage + 1, PlanStepKind.Repoint, m.Replica.Key, m.Source.Key, $"Point {m.Replica.Key} at {m.Source.Key}.")
                {
                    Positioning = m.Replica.Snapshot.Replication is { UsesGtid: false } ? Positioning.PseudoGtid : Positioning.Gtid,
                }));
        }

        return steps;
    }

    static CandidateVerdict SourceVerdict(SourceLoss loss, SourcePlacement placement, ClusterMember member, InstanceKey? candidate, InstanceKey? requested)
    {
        var key = member.Key;
        var taken = placement.Moves.Count(m => m.Source.Key == key);
        if (taken > 0) return new CandidateVerdict(key, key == candidate, true, $"It becomes the source of {taken} of the replicas of {loss.Failed.Key}.");
        if (placement.Left.FirstOrDefault(v => v.Instance == key) is { } left) return left;
        if (placement.Moves.FirstOrDefault(m => m.Replica.Key == key).Source is { } source) return new CandidateVerdict(key, false, false, $"It gets {source.Key} as its source.");
        var isSibling = SourcePlacement.Siblings(loss).Any(s => s.Key == key);
        var isOther = loss.Kind == RecoveryKind.DeadGroupMember
            ? !loss.IsOfItsGroup(member)
            : !isSibling && loss.Topology.AncestorsOf(loss.Failed.Key).All(a => a.Key != key);
        if (isOther)
            return new CandidateVerdict(key, false, false, loss.Kind == RecoveryKind.DeadGroupMember ? $"It is not a member of the group of {loss.Failed.Key}." : $"It is neither a sibling of {loss.Failed.Key} nor above it.");
        if (loss.Kind == RecoveryKind.DeadGroupMember && !SourcePlacement.IsOnline(member)) return new CandidateVerdict(key, false, false, $"Its state in the group is {member.Snapshot.GroupMemberState}.");
        return (isSibling ? loss.WhyNoSibling(member) : loss.WhyNoSource(member)) is { } reason
            ? new CandidateVerdict(key, false, false, reason)
            : new CandidateVerdict(key, false, true, requested is null ? $"{candidate?.ToString() ?? "Another"} is nearer, or no replica can follow this one." : $"It could take over, but {requested} was asked for.");
    }
}
