using CsCheck;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>What holds for every plan in which the primary stays, whatever the cluster looks like.</summary>
public class RepairPropertyTests
{
    static readonly Gen<(TestFleet Fleet, RecoveryPolicy Policy, int Failed)> Cases = Gen.Select(RandomFleets.Fleets, RandomFleets.Policies, Gen.Int[1, 8]);

    [Fact]
    public void Nobody_becomes_writable_and_no_circle_is_made() => ForEachPlan(RecoveryKind.DeadIntermediate, (topology, plan) =>
    {
        Assert.All(plan.Steps, s => Assert.True(s.Kind is PlanStepKind.Repoint or PlanStepKind.WaitForApply));
        var sources = topology.Members.Keys.ToDictionary(k => k, k => topology.SourceOf(k)?.Key);
        foreach (var step in plan.Steps.Where(s => s.Kind == PlanStepKind.Repoint))
        {
            sources[step.Target] = step.Source;
            HashSet<InstanceKey> seen = [];
            for (InstanceKey? at = step.Target; at is { } key && seen.Add(key); at = sources.GetValueOrDefault(key)) Assert.NotEqual(plan.OldPrimary, key);
        }
    });

    [Fact]
    public void Each_replica_of_the_lost_source_moves_once_or_is_named() => ForEachPlan(RecoveryKind.DeadIntermediate, (topology, plan) =>
    {
        if (plan.Blockers.Any(b => b.Code != BlockerCode.NoCandidate)) return;
        var moved = plan.Steps.Where(s => s.Kind == PlanStepKind.Repoint).Select(s => s.Target).Concat(plan.LostReplicas.Select(l => l.Instance));
        Assert.Equal(topology.ReplicasOf(plan.OldPrimary).Select(r => r.Key).Order(), moved.Order());
        Assert.All(plan.Steps, s => Assert.True(topology.Members[s.Target].IsLastCheckValid && (s.Source is not { } source || topology.Members[source].IsLastCheckValid)));
        Assert.Equal(plan.Candidate, plan.Verdicts.Where(v => v.IsChosen).Select(v => (InstanceKey?)v.Instance).SingleOrDefault());
        Assert.Equal(plan.Candidate is null, plan.Steps.Count == 0);
    });

    [Theory, InlineData(RecoveryKind.DeadIntermediate), InlineData(RecoveryKind.DeadGroupMember), InlineData(RecoveryKind.SemiSyncReplicas), InlineData(RecoveryKind.ReadOnlyPrimary)]
    public void Every_other_instance_has_one_verdict_and_stages_rise(RecoveryKind kind) => ForEachPlan(kind, (topology, plan) =>
    {
        Assert.Equal(topology.Members.Keys.Where(k => k != plan.OldPrimary), plan.Verdicts.Select(v => v.Instance));
        Assert.All(plan.Verdicts, v => Assert.NotEmpty(v.Reason));
        Assert.Equal(plan.Steps.Select(s => s.Stage), plan.Steps.Select(s => s.Stage).Order());
        Assert.All(plan.Blockers, b => Assert.NotEmpty(b.Reason));
        Assert.Equal(plan.IsExecutable, plan.Blockers.Count == 0 && plan.Steps.Count > 0);
    });

    [Fact]
    public void A_primary_is_made_writable_only_where_no_other_root_is() => ForEachPlan(RecoveryKind.ReadOnlyPrimary, (topology, plan) =>
    {
        if (!plan.IsExecutable) return;
        Assert.DoesNotContain(topology.Members.Values, m => m.Key != plan.OldPrimary && m is { IsLastCheckValid: true, Snapshot.IsReadOnly: false }
            && topology.CanonicalKey(m.Key) == m.Key && (topology.IsPrimary(m.Key) || topology.IsCoPrimary(m.Key)));
        Assert.Equal(topology.Primary!.Key, plan.OldPrimary);
    });

    static void ForEachPlan(RecoveryKind kind, Action<ClusterTopology, RecoveryPlan> check) => Cases.Sample(
        c => check(c.Fleet.Topology, RecoveryPlanner.PlanRepair(kind, c.Fleet.Topology, TestFleet.Key(c.Failed), c.Policy)), iter: 4_000);
}
