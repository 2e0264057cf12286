using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

public static partial class RecoveryPlanner
{
    /// <summary>
    /// Plans which replicas of a primary acknowledge its commits. In exact mode as many as it waits for and no others; else only as many more as it lacks.
    /// Those with the highest priority come first, then those with the better promotion rule.
    /// </summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="primary">The primary.</param>
    /// <param name="policy">The user's rules.</param>
    public static RecoveryPlan PlanSemiSync(ClusterTopology topology, InstanceKey primary, RecoveryPolicy policy)
    {
        primary = topology.CanonicalKey(primary);
        var plan = NoRoleChanges(RecoveryKind.SemiSyncReplicas, topology, primary);
        if (WhyNoPrimary(topology, primary) is { } blocker) return Refuse(plan, topology, blocker);
        var member = topology.Members[primary];
        if (!member.IsLastCheckValid) return Refuse(plan, topology, new(BlockerCode.PrimaryUnreachable, $"{primary} cannot be reached."));
        if (member.Snapshot.SemiSync is not { SourceEnabled: true, WaitForReplicaCount: > 0 and var wait })
            return Refuse(plan, topology, new(BlockerCode.NoSemiSyncChange, $"{primary} waits for no replicas."));

        var reasons = topology.Members.Values.Where(m => m.Key != primary).ToDictionary(m => m.Key, m => WhyNotAcknowledging(topology, primary, m, policy));
        var order = topology.ReplicasOf(primary).Where(r => reasons[r.Key] is null)
            .OrderByDescending(r => policy.HasSemiSyncPriorities ? r.Snapshot.SemiSync.Priority : 0)
            .ThenBy(r => r.PromotionRule)
            .ThenBy(r => r.Key)
            .ToList();
        var wanted = policy.ExactSemiSyncReplicas
            ? [.. order.Take(wait).Where(r => !Acknowledges(r))]
            : order.Where(r => !Acknowledges(r)).Take(Math.Max(0, wait - member.Snapshot.SemiSync.ConnectedReplicas)).ToList();
        var unwanted = policy.ExactSemiSyncReplicas
            ? topology.ReplicasOf(primary).Where(r => r is { IsLastCheckValid: true, InMaintenance: false, Snapshot: { SemiSync.ReplicaEnabled: true, Replication.IsRunning: true } } && !order.Take(wait).Contains(r)).ToList()
            : [];
        var steps = SemiSyncSteps(topology.ReplicasOf(primary), wanted, unwanted);
        return plan with
        {
            Candidate = primary,
            Steps = steps,
            Verdicts = [.. reasons.Select(r => new CandidateVerdict(r.Key, false, r.Value is null, r.Value ?? SemiSyncVerdict(r.Key, wanted, unwanted)))],
            Blockers = wanted.Count + unwanted.Count > 0
                ? []
                : [new(BlockerCode.NoSemiSyncChange, $"{primary} waits for {wait} semi-synchronous replicas and has {member.Snapshot.SemiSync.ConnectedReplicas}: no replica can be switched so that this fits. The reasons are with the instances.")],
        };
    }

    static bool Acknowledges(ClusterMember replica) => replica.Snapshot.SemiSync is { ReplicaEnabled: true, ReplicaActive: true };

    static string? WhyNotAcknowledging(ClusterTopology topology, InstanceKey primary, ClusterMember member, RecoveryPolicy policy)
    {
        if (topology.SourceOf(member.Key)?.Key != primary) return $"It does not replicate directly from {primary}.";
        if (!member.IsLastCheckValid) return "It cannot be reached.";
        if (member.InMaintenance) return "It is under maintenance.";
        if (member.Snapshot.Replication is not { IsRunning: true }) return "It is not replicating.";
        if (!member.Snapshot.SemiSync.IsAvailable) return "It has no semi-synchronous replication.";
        return policy.HasSemiSyncPriorities && member.Snapshot.SemiSync.Priority == 0 ? "Its priority is 0: it is always asynchronous." : null;
    }

    static string SemiSyncVerdict(InstanceKey key, List<ClusterMember> wanted, List<ClusterMember> unwanted) =>
        wanted.Any(r => r.Key == key) ? "It is to acknowledge commits."
        : unwanted.Any(r => r.Key == key) ? "It is one more than is waited for: it is to acknowledge no commits."
        : "It stays as it is.";

    /// <summary>More acknowledgements come before fewer, so that no commit waits in between.</summary>
    static IReadOnlyList<PlanStep> SemiSyncSteps(IReadOnlyList<ClusterMember> replicas, List<ClusterMember> wanted, List<ClusterMember> unwanted)
    {
        if (wanted.Count + unwanted.Count == 0) return [];
        return
        [
            .. replicas.Where(r => r is { IsLastCheckValid: true, Snapshot.SemiSync.SourceEnabled: true }).OrderBy(r => r.Key)
                .Select(r => new PlanStep(1, PlanStepKind.DisableSemiSyncSource, r.Key, null, $"Let {r.Key} wait for no replicas of its own.")),
            .. wanted.OrderBy(r => r.Key).Select(r => new PlanStep(2, PlanStepKind.EnableSemiSyncReplica, r.Key, null, $"Let {r.Key} acknowledge commits.")),
            .. unwanted.OrderBy(r => r.Key).Select(r => new PlanStep(3, PlanStepKind.DisableSemiSyncReplica, r.Key, null, $"Let {r.Key} acknowledge no commits any more.")),
        ];
    }
}
