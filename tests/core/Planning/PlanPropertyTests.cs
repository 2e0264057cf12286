using CsCheck;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>What holds for every plan, whatever the cluster looks like.</summary>
public class PlanPropertyTests
{
    const int Rounds = 4_000;

    static readonly Gen<(TestFleet Fleet, RecoveryPolicy Policy, bool IsTakeover, int Asked)> Cases =
        Gen.Select(RandomFleets.Fleets, RandomFleets.Policies, Gen.Bool, Gen.Int[0, 12]);

    [Fact]
    public void There_are_never_two_writable_primaries() => ForEachPlan((topology, _, plan) =>
    {
        if (!plan.IsExecutable) return;
        var simulation = new PlanSimulation(topology);
        simulation.Run(plan);
        Assert.Equal(1, simulation.MostWritablePrimaries);
    });

    [Fact]
    public void An_executable_plan_promotes_once_and_only_after_the_old_primary_is_fenced() => ForEachPlan((_, _, plan) =>
    {
        Assert.True(plan.Steps.Count(s => s.Kind == PlanStepKind.Promote) <= 1);
        if (!plan.IsExecutable) return;
        var promotion = plan.Steps.Single(s => s.Kind == PlanStepKind.Promote);
        Assert.Equal(plan.Candidate, promotion.Target);
        var fence = plan.Steps.Single(s => s.Target == plan.OldPrimary && s.Kind is PlanStepKind.FenceOldPrimary or PlanStepKind.DemoteOldPrimary);
        Assert.True(fence.Stage < promotion.Stage);
        Assert.All(plan.Steps.Where(s => s.Kind is PlanStepKind.StopReceiver or PlanStepKind.CatchUp or PlanStepKind.WaitForApply), s => Assert.True(s.Stage < promotion.Stage));
        Assert.All(plan.Steps.Where(s => s.Kind is PlanStepKind.Repoint or PlanStepKind.RejoinOldPrimary), s => Assert.True(s.Stage > promotion.Stage));
    });

    [Fact]
    public void When_nothing_may_be_lost_the_new_primary_has_what_any_reachable_instance_has() => ForEachPlan((topology, policy, plan) =>
    {
        if (!plan.IsExecutable || policy.DataLoss != DataLossPolicy.Require) return;
        var simulation = new PlanSimulation(topology);
        simulation.Run(plan);
        var promoted = simulation.HeldBy(plan.Candidate!.Value);
        if (plan.Kind == RecoveryKind.PlannedTakeover)
        {
            // The old primary is the origin of what the others have: it is asked itself, and last.
            Assert.True(promoted.Contains(simulation.ExecutedBy(plan.OldPrimary)));
            return;
        }

        var below = topology.DescendantsOf(plan.Candidate.Value, plan.OldPrimary).Select(m => m.Key).ToHashSet();
        foreach (var sibling in topology.DescendantsOf(plan.OldPrimary).Where(m => m.IsLastCheckValid && !below.Contains(m.Key)))
        {
            var lacking = InstanceTransactions.Of(sibling.Snapshot, ErrantTransactions.Of(topology, sibling)).Sound!.Subtract(promoted);
            Assert.True(lacking.IsEmpty, $"{plan.Candidate} lacks {lacking} of {sibling.Key}");
        }
    });

    [Fact]
    public void What_is_said_to_be_lost_is_what_is_lost() => ForEachPlan((topology, _, plan) =>
    {
        if (!plan.IsExecutable || plan.Kind != RecoveryKind.DeadPrimary) return;
        var simulation = new PlanSimulation(topology);
        simulation.Run(plan);
        var kind = topology.Members[plan.OldPrimary].Snapshot.GtidKind;
        var lost = GtidSet.Parse(kind, plan.Loss.MissingGtidSet);
        Assert.True(lost.IsEmpty || !simulation.HeldBy(plan.Candidate!.Value).Contains(lost));
        Assert.Equal(lost.IsEmpty, !plan.Loss.IsKnown);
    });

    [Fact]
    public void Whoever_is_repointed_is_reachable_and_follows_in_the_end() => ForEachPlan((topology, _, plan) =>
    {
        if (!plan.IsExecutable) return;
        var simulation = new PlanSimulation(topology);
        simulation.Run(plan);
        foreach (var step in plan.Steps.Where(s => s.Kind is PlanStepKind.Repoint or PlanStepKind.RejoinOldPrimary))
        {
            Assert.True(topology.Members[step.Target].IsLastCheckValid);
            Assert.True(simulation.Replicates(step.Target, plan.Candidate!.Value));
        }

        // Every reachable direct replica of the old primary either follows or is named as left behind.
        var settled = plan.Steps.Where(s => s.Kind == PlanStepKind.Repoint).Select(s => s.Target).Concat(plan.LostReplicas.Select(l => l.Instance)).Append(plan.Candidate!.Value).ToHashSet();
        Assert.All(topology.ReplicasOf(plan.OldPrimary), r => Assert.Contains(r.Key, settled));
    });

    [Fact]
    public void Every_instance_has_one_verdict_and_every_step_a_known_target() => ForEachPlan((topology, _, plan) =>
    {
        Assert.Equal(topology.Members.Keys.Where(k => k != plan.OldPrimary), plan.Verdicts.Select(v => v.Instance));
        Assert.All(plan.Verdicts, v => Assert.NotEmpty(v.Reason));
        Assert.Equal(plan.Candidate, plan.Verdicts.Where(v => v.IsChosen).Select(v => (InstanceKey?)v.Instance).SingleOrDefault());
        Assert.All(plan.Verdicts.Where(v => v.IsChosen), v => Assert.True(v.IsEligible));
        Assert.All(plan.Steps, s => Assert.True(topology.Members.ContainsKey(s.Target) && (s.Source is not { } source || topology.Members.ContainsKey(source))));
        Assert.Equal(plan.Steps.Select(s => s.Stage), plan.Steps.Select(s => s.Stage).Order());
        Assert.True(plan.Candidate is not null || plan.Blockers.Count > 0);
        Assert.Equal(plan.Candidate is null, plan.Steps.Count == 0);
        Assert.DoesNotContain(plan.LostReplicas, l => l.Instance == plan.Candidate);
        Assert.All(plan.Blockers, b => Assert.NotEmpty(b.Reason));
    });

    [Fact]
    public void The_same_cluster_gives_the_same_plan_in_whatever_order_it_is_told() => Cases.Sample(
        c =>
        {
            var (fleet, policy, isTakeover, asked) = c;
            var plan = Print(Plan(fleet.Topology, policy, isTakeover, asked));
            Assert.Equal(plan, Print(Plan(fleet.Topology, policy, isTakeover, asked)));
            Assert.Equal(plan, Print(Plan(new ClusterTopology("c1", fleet.Members.Reverse()), policy, isTakeover, asked)));
            Assert.Equal(plan, Print(Plan(new ClusterTopology("c1", fleet.Members.OrderBy(m => (m.Key.Port * 5) % 7)), policy, isTakeover, asked)));
        },
        iter: Rounds, print: Describe);

    [Fact]
    public void The_random_clusters_reach_every_kind_of_plan()
    {
        Dictionary<string, int> seen = [];
        Cases.Sample(
            c =>
            {
                var plan = Plan(c.Fleet.Topology, c.Policy, c.IsTakeover, c.Asked);
                lock (seen)
                {
                    Count(plan.IsExecutable ? $"executable {plan.Kind}" : "blocked");
                    foreach (var blocker in plan.Blockers) Count(blocker.Code);
                    if (!plan.IsExecutable) return;
                    foreach (var kind in plan.Steps.Select(s => s.Kind).Distinct()) Count($"{kind}");
                    if (plan.LostReplicas.Count > 0) Count("left behind");
                    if (plan.Loss.IsKnown) Count("loss");
                }
            },
            iter: 3 * Rounds, print: Describe);

        string[] wanted =
        [
            "executable DeadPrimary", "executable PlannedTakeover", "blocked", "CatchUp", "Repoint", "RejoinOldPrimary", "left behind", "loss",
            BlockerCode.NoCandidate, BlockerCode.SeveralPrimaries, BlockerCode.DataLoss, BlockerCode.UnreachableSibling, BlockerCode.CrossDataCenter,
            BlockerCode.RequestedNotEligible, BlockerCode.NotADirectReplica, BlockerCode.NotThePrimary, BlockerCode.PrimaryUnreachable, BlockerCode.ApplierBehind,
        ];
        Assert.All(wanted, w => Assert.True(seen.GetValueOrDefault(w) >= 5, $"{w}: {seen.GetValueOrDefault(w)}"));

        void Count(string what) => seen[what] = seen.GetValueOrDefault(what) + 1;
    }

    static void ForEachPlan(Action<ClusterTopology, RecoveryPolicy, RecoveryPlan> check) => Cases.Sample(
        c => check(c.Fleet.Topology, c.Policy, Plan(c.Fleet.Topology, c.Policy, c.IsTakeover, c.Asked)), iter: Rounds, print: Describe);

    /// <summary>A failover of the first instance or a takeover; in some rounds somebody is asked for.</summary>
    static RecoveryPlan Plan(ClusterTopology topology, RecoveryPolicy policy, bool isTakeover, int asked)
    {
        InstanceKey? requested = asked is > 0 and < 6 ? TestFleet.Key(asked) : null;
        return isTakeover
            ? RecoveryPlanner.PlanTakeover(topology, policy, requested, choose: true)
            : RecoveryPlanner.PlanDeadPrimary(topology, TestFleet.Key(1), policy, requested);
    }

    static string Print(RecoveryPlan plan) => string.Join(
        '\n',
        [PlanText.Candidate(plan), PlanText.Blockers(plan), PlanText.Steps(plan), $"{plan.Loss}", .. plan.Verdicts.Select(v => $"{v}"), .. plan.LostReplicas.Select(l => $"{l}"), .. plan.Blockers.Select(b => b.Reason)]);

    static string Describe((TestFleet Fleet, RecoveryPolicy Policy, bool IsTakeover, int Asked) c) =>
        $"takeover: {c.IsTakeover}, asked: {c.Asked}, {c.Policy}\n{string.Join('\n', c.Fleet.Members)}\n{Print(Plan(c.Fleet.Topology, c.Policy, c.IsTakeover, c.Asked))}";
}
