using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>Which source each replica of a lost one gets.</summary>
/// <param name="Moves">Replicas that get another source, with that source.</param>
/// <param name="Left">Replicas that get none, with the reason.</param>
sealed record SourcePlacement(IReadOnlyList<(ClusterMember Replica, ClusterMember Source)> Moves, IReadOnlyList<CandidateVerdict> Left)
{
    /// <summary>
    /// A sibling in the lost one's data centre takes over what can follow it. Those that are left gather below the one of them that most can follow, which
    /// itself goes below a sibling elsewhere or up; whoever cannot gather goes there too. A group's member is replaced by another member alone.
    /// </summary>
    public static SourcePlacement Find(SourceLoss loss, InstanceKey? requested)
    {
        List<(ClusterMember Replica, ClusterMember Source)> moves = [];
        List<CandidateVerdict> left = [];
        List<ClusterMember> open = [];
        foreach (var orphan in loss.Orphans)
        {
            if (loss.WhyNotMoved(orphan) is { } reason) left.Add(new CandidateVerdict(orphan.Key, false, false, reason));
            else open.Add(orphan);
        }

        var sources = Sources(loss).Where(s => requested is null || s.Key == requested).ToList();
        var near = sources.Where(loss.IsInItsDataCenter).Where(s => loss.Kind == RecoveryKind.DeadGroupMember || !loss.Topology.IsDescendantOf(loss.Failed.Key, s.Key)).ToList();
        Place(near);
        if (loss.Kind == RecoveryKind.DeadIntermediate && requested is null && open.Count > 1 && FindHead(loss, open, sources) is { } head)
        {
            moves.Add((head, sources.First(s => loss.WhyNotFollow(head, s) is null)));
            open.Remove(head);
            Place([head]);
        }

        Place(sources);
        left.AddRange(open.Select(o => new CandidateVerdict(o.Key, false, false, WhyLeft(loss, o, sources, requested))));
        return new SourcePlacement(moves, [.. left.OrderBy(v => v.Instance)]);

        void Place(IReadOnlyList<ClusterMember> among)
        {
            foreach (var orphan in open.ToList())
            {
                if (among.FirstOrDefault(s => loss.WhyNotFollow(orphan, s) is null) is not { } source) continue;
                moves.Add((orphan, source));
                open.Remove(orphan);
            }
        }
    }

    // In the order in which they are wanted: siblings before the way up, and up as little as possible.
    static IEnumerable<ClusterMember> Sources(SourceLoss loss)
    {
        if (loss.Kind == RecoveryKind.DeadGroupMember)
        {
            return loss.Topology.Members.Values
                .Where(m => m.Key != loss.Failed.Key && loss.IsOfItsGroup(m) && IsOnline(m) && loss.WhyNoSource(m) is null)
                .OrderBy(m => Distance(loss, m))
                .ThenBy(m => string.Equals(m.Snapshot.GroupMemberRole, "PRIMARY", StringComparison.OrdinalIgnoreCase))
                .ThenBy(m => loss.Topology.ReplicasOf(m.Key).Count)
                .ThenBy(m => m.Key);
        }

        return Siblings(loss).Where(m => loss.WhyNoSibling(m) is null)
            .OrderBy(m => m.PromotionRule)
            .ThenBy(m => Distance(loss, m))
            .ThenBy(m => m.Downtime is not null)
            .ThenByDescending(m => loss.Topology.ReplicasOf(m.Key).Count)
            .ThenBy(m => m.Key)
            .Concat(loss.Topology.AncestorsOf(loss.Failed.Key).Where(m => loss.WhyNoSource(m) is null));
    }

    /// <summary>Replicas of the lost one's own source.</summary>
    public static IEnumerable<ClusterMember> Siblings(SourceLoss loss) => loss.Topology.SourceOf(loss.Failed.Key) is { } above
        ? loss.Topology.ReplicasOf(above.Key).Where(m => m.Key != loss.Failed.Key)
        : [];

    public static bool IsOnline(ClusterMember member) => string.Equals(member.Snapshot.GroupMemberState, "ONLINE", StringComparison.OrdinalIgnoreCase);

    static ClusterMember? FindHead(SourceLoss loss, List<ClusterMember> open, List<ClusterMember> sources) => open
        .Where(o => loss.WhyNoStandIn(o) is null && o.Snapshot.Replication is { Applier: ReplicationThreadState.Running } && sources.Any(s => loss.WhyNotFollow(o, s) is null))
        .Select(o => (Head: o, Followers: open.Count(f => f.Key != o.Key && loss.WhyNotFollow(f, o) is null)))
        .Where(c => c.Followers > 0)
        .OrderByDescending(c => c.Followers)
        .ThenBy(c => c.Head.PromotionRule)
        .ThenBy(c => Distance(loss, c.Head))
        .ThenBy(c => loss.Lacking(c.Head, open).Length > 0)
        .ThenBy(c => c.Head.Key)
        .Select(c => c.Head)
        .FirstOrDefault();

    static int Distance(SourceLoss loss, ClusterMember member)
    {
        if (!loss.IsInItsDataCenter(member)) return member.Snapshot.Region == loss.Failed.Snapshot.Region ? 2 : 3;
        return member.Snapshot.Environment == loss.Failed.Snapshot.Environment ? 0 : 1;
    }

    static string WhyLeft(SourceLoss loss, ClusterMember orphan, List<ClusterMember> sources, InstanceKey? requested) =>
        sources.Count == 0
            ? requested is { } key ? $"{key} cannot be its source." : $"Nobody can take over from {loss.Failed.Key}: the reasons are with the instances."
            : string.Join(' ', sources.Select(s => loss.WhyNotFollow(orphan, s)));
}
