using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>Decides who becomes primary and in which steps. Pure: the same topology and policy give the same plan.</summary>
public static partial class RecoveryPlanner
{
    /// <summary>Plans a recovery in which the primary stays.</summary>
    /// <param name="kind">What it is for.</param>
    /// <param name="topology">The cluster.</param>
    /// <param name="key">The lost source, or the primary whose settings are to change.</param>
    /// <param name="policy">The user's rules.</param>
    /// <param name="requested">The only instance that may take over a source's replicas; null leaves the choice to the planner.</param>
    /// <exception cref="ArgumentOutOfRangeException">The kind changes the primary.</exception>
    public static RecoveryPlan PlanRepair(RecoveryKind kind, ClusterTopology topology, InstanceKey key, RecoveryPolicy policy, InstanceKey? requested = null) => kind switch
    {
        RecoveryKind.DeadIntermediate => PlanDeadIntermediate(topology, key, policy, requested),
        RecoveryKind.DeadGroupMember => PlanDeadGroupMember(topology, key, policy, requested),
        RecoveryKind.SemiSyncReplicas => PlanSemiSync(topology, key, policy),
        RecoveryKind.ReadOnlyPrimary => PlanReadOnlyPrimary(topology, key),
        RecoveryKind.DuplicatePrimary => PlanDuplicatePrimary(topology, key),
        RecoveryKind.DeadStandby => PlanDeadStandby(topology, key),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "It changes the primary."),
    };

    /// <summary>
    /// Picks the successor. Someone who was asked for is taken if that is possible at all; the policy may still block the plan.
    /// When everybody is out because of errant transactions and the policy does not care for losses, those are put up with.
    /// </summary>
    static RecoveryPlan Choose(RecoveryPlan plan, Succession context, InstanceKey? requested)
    {
        var others = context.Topology.Members.Values.Where(m => m.Key != context.Old.Key).ToList();
        var reasons = others.ToDictionary(m => m.Key, m => CandidateEligibility.WhyNot(context, m));
        var order = CandidateOrder.Sort(
            others.Where(m => reasons[m.Key] is null).Select(m => CandidateAssessment.Of(context, m)), context.Policy.DataLoss);

        if (order.Count == 0 && context is { AcceptsErrant: false, Policy.DataLoss: DataLossPolicy.None, Kind: RecoveryKind.DeadPrimary })
            return Choose(plan, new Succession(context.Kind, context.Topology, context.Old, context.Policy) { AcceptsErrant = true }, requested);

        var byKey = order.ToDictionary(c => c.Key);
        var chosen = order.FirstOrDefault(c => requested is null || c.Key == requested);
        if (chosen is not null && requested is not null && !chosen.IsDirect && order.Any(c => c.IsDirect))
        {
            plan = plan with { Blockers = [.. plan.Blockers, new(BlockerCode.NotADirectReplica, CandidateEligibility.NotDirect(context, chosen.Member))] };
            chosen = null;
        }

        plan = plan with { Verdicts = [.. others.Select(m => Judge(m.Key, reasons[m.Key], byKey.GetValueOrDefault(m.Key), order, chosen, requested, context.Policy))] };
        if (chosen is null) return plan with { Blockers = [.. plan.Blockers, .. NobodyChosen(plan, context, requested)] };
        return plan with
        {
            Candidate = chosen.Key,
            UsesPositions = chosen.UsesPositions,
            UsesSemiSync = context.Old.Snapshot.SemiSync.SourceEnabled,
            SemiSyncWaitCount = context.SemiSyncWaitCountFor(chosen.Member),
            Blockers = [.. plan.Blockers, .. chosen.Objections],
            Loss = LossEstimate.Of(chosen),
            LostReplicas = [.. chosen.Unreachable.Concat(chosen.Stranded).Concat(OldPrimaryLeftBehind(chosen)).OrderBy(r => r.Instance)],
            Steps = context.Kind == RecoveryKind.DeadPrimary ? PlanSteps.AfterLoss(chosen) : PlanSteps.ForTakeover(chosen),
        };
    }

    static CandidateVerdict Judge(
        InstanceKey key, string? whyNot, CandidateAssessment? own, IReadOnlyList<CandidateAssessment> order, CandidateAssessment? chosen, InstanceKey? requested, RecoveryPolicy policy)
    {
        if (own is null) return new CandidateVerdict(key, false, false, whyNot!);
        if (own == chosen) return new CandidateVerdict(key, true, true, Praise(own, order, requested, policy));
        if (chosen is null) return new CandidateVerdict(key, false, true, $"It could be promoted, but {requested} was asked for.");
        return new CandidateVerdict(
            key, false, true,
            chosen.Key == requested ? $"It could be promoted, but {requested} was asked for." : $"{chosen.Key} is better: {CandidateOrder.Advantage(chosen, own, policy.DataLoss)}.");
    }

    static string Praise(CandidateAssessment chosen, IReadOnlyList<CandidateAssessment> order, InstanceKey? requested, RecoveryPolicy policy)
    {
        var why = chosen.Key == requested ? "It was asked for"
            : order.Count == 1 ? "It is the only one that can be promoted"
            : $"It is better than the next best, {order[1].Key}: {CandidateOrder.Advantage(chosen, order[1], policy.DataLoss)}";
        return chosen.Route?.Stops is [_, ..] stops
            ? $"{why}. It first fetches what it lacks from {string.Join(" and ", stops.Select(s => s.Source))}."
            : $"{why}.";
    }

    static IEnumerable<CandidateVerdict> OldPrimaryLeftBehind(CandidateAssessment chosen)
    {
        var old = chosen.Context.Old;
        if (chosen.Context.Kind == RecoveryKind.PlannedTakeover
            && ReplicationCompatibility.CanReplicateFrom(old, chosen.Member, chosen.Context.Policy) is (false, var reason))
            yield return new CandidateVerdict(old.Key, false, false, $"It cannot follow {chosen.Key}: {reason}.");
    }

    static IEnumerable<PlanBlocker> NobodyChosen(RecoveryPlan plan, Succession context, InstanceKey? requested)
    {
        if (plan.Blockers.Any(b => b.Code == BlockerCode.NotADirectReplica)) yield break;
        if (requested is not { } key)
        {
            yield return new(BlockerCode.NoCandidate, plan.Verdicts.Count == 0
                ? $"{context.Old.Key} has no replicas."
                : $"No instance can be promoted in place of {context.Old.Key}: the reasons are with the instances.");
            yield break;
        }

        if (key == context.Old.Key)
        {
            yield return new(BlockerCode.RequestedNotEligible, $"{key} is the primary already.");
            yield break;
        }

        if (plan.Verdicts.FirstOrDefault(v => v.Instance == key) is not { } verdict)
            yield return new(BlockerCode.RequestedNotEligible, $"{key} is not known in this cluster.");
        else if (context.Kind == RecoveryKind.PlannedTakeover && !context.IsDirect(context.Topology.Members[key]))
            yield return new(BlockerCode.NotADirectReplica, CandidateEligibility.NotDirect(context, context.Topology.Members[key]));
        else
            yield return new(BlockerCode.RequestedNotEligible, $"{key} cannot be promoted. {verdict.Reason}");
    }

    /// <summary>A plan in which every instance gets the same verdict, because it is not about choosing among them.</summary>
    static RecoveryPlan Refuse(RecoveryPlan plan, ClusterTopology topology, PlanBlocker blocker) => plan with
    {
        Blockers = [.. plan.Blockers, blocker],
        Verdicts = [.. topology.Members.Keys.Where(k => k != plan.OldPrimary).Select(k => new CandidateVerdict(k, false, false, blocker.Reason))],
    };

    /// <summary>Other primaries, also of a circle apart, that are reachable and accept writes. Demoted ones are fenced instead, and a detached replica serves nobody.</summary>
    static IReadOnlyList<InstanceKey> OtherWritablePrimaries(Succession context) =>
    [
        .. context.Topology.Members.Values
            .Where(m => m is { IsLastCheckValid: true, IsDemoted: false, Snapshot: { IsReadOnly: false, Replication: null or { IsDetached: false } } })
            .Where(m => m.Key != context.Old.Key && !context.IsInTree(m) && context.Topology.CanonicalKey(m.Key) == m.Key)
            .Where(m => context.Topology.IsPrimary(m.Key) || context.Topology.IsCoPrimary(m.Key))
            .Select(m => m.Key),
    ];

    static bool IsGroupMember(ClusterMember member) =>
        member.Snapshot.GroupName.Length > 0 && !member.Snapshot.GroupMemberState.Equals("OFFLINE", StringComparison.OrdinalIgnoreCase);
}
