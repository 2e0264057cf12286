using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;
using static Ham4Db.Core.Tests.Planning.DeadPrimaryPlanTests;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>Nothing that is known is lost where that can be helped. 1 is the lost primary.</summary>
public class DataLossPlanTests
{
    static readonly RecoveryPolicy Require = new() { DataLoss = DataLossPolicy.Require };
    static readonly RecoveryPolicy Careless = new() { DataLoss = DataLossPolicy.None };

    [Fact]
    public void The_preferred_one_fetches_what_it_lacks_and_is_promoted()
    {
        var plan = Plan(TestFleet.Oracle().Dead(1).Rule(PromotionRule.Prefer, 4).Has("1:1-90", 4).Has("1:1-95", 2), Require);
        Assert.Equal("1 Fence 1, 1 Stop 2<1, 1 Stop 3<1, 1 Stop 4<1, 2 CatchUp 4<3, 3 Wait 4, 4 Promote 4, 5 Repoint 2<4, 5 Repoint 3<4", PlanText.Steps(plan));
        Assert.True(plan.IsExecutable);
        Assert.False(plan.Loss.IsKnown);
        Assert.Equal(TestFleet.Expand("1:1-100"), plan.Steps.Single(s => s.Kind == PlanStepKind.CatchUp).GtidSet);
        Assert.Contains("first fetches what it lacks from testhost:3", PlanText.Verdict(plan, 4).Reason);
    }

    [Fact]
    public void Of_equals_the_one_with_most_transactions_is_promoted_without_catching_up()
    {
        var plan = Plan(TestFleet.Oracle().Dead(1).Has("1:1-90", 2).Has("1:1-95", 3));
        Assert.Equal("4", PlanText.Candidate(plan));
        Assert.DoesNotContain(plan.Steps, s => s.Kind == PlanStepKind.CatchUp);
        Assert.Contains("behind by 10", PlanText.Verdict(plan, 2).Reason);
    }

    [Fact]
    public void Received_transactions_count_even_before_they_are_applied()
    {
        var plan = Plan(TestFleet.Oracle().Dead(1).Executed("1:1-90", 3).Has("1:1-95", 2, 4), Require);
        Assert.Equal("3", PlanText.Candidate(plan));
        Assert.DoesNotContain(plan.Steps, s => s.Kind == PlanStepKind.CatchUp);
    }

    [Fact]
    public void Sets_are_compared_and_not_lengths()
    {
        var plan = Plan(TestFleet.Oracle(2).Dead(1).Has("1:1-50:52-100", 2).Has("1:1-60", 3), Require);
        Assert.Equal("2", PlanText.Candidate(plan));
        Assert.Equal("2 CatchUp 2<3", PlanText.Steps(plan).Split(", ").Single(s => s.Contains("CatchUp", StringComparison.Ordinal)));
    }

    [Fact]
    public void Nobody_alone_has_everything()
    {
        var plan = Plan(TestFleet.Oracle().Dead(1).Executed("1:1-50", 1).Has("1:1-90:100", 2).Has("1:1-95", 3).Has("1:1-80:97", 4), Require);
        Assert.True(plan.IsExecutable);
        Assert.Equal("3", PlanText.Candidate(plan));
        Assert.Equal("2 4", string.Join(' ', plan.Steps.Where(s => s.Kind == PlanStepKind.CatchUp).Select(s => s.Source!.Value.Port).Order()));
        Assert.Equal(TestFleet.Expand("1:1-95:97:100"), plan.Steps.Single(s => s.Kind == PlanStepKind.WaitForApply).GtidSet);
    }

    [Fact]
    public void A_must_not_instance_is_never_promoted_but_gives_what_it_has()
    {
        var plan = Plan(TestFleet.Oracle().Dead(1).Rule(PromotionRule.MustNot, 2).Has("1:1-90", 3, 4), Require);
        Assert.Equal("3", PlanText.Candidate(plan));
        Assert.Contains("2 CatchUp 3<2", PlanText.Steps(plan));
    }

    /// <summary>4 is preferred and lacks what 2 has, and cannot fetch it, because 2 has it only in its stopped applier's log.</summary>
    [Theory]
    [InlineData(DataLossPolicy.Prefer, "2", "none")]
    [InlineData(DataLossPolicy.Require, "2", "none")]
    [InlineData(DataLossPolicy.None, "4", "none")]
    public void When_it_cannot_fetch_it_the_policy_decides(DataLossPolicy policy, string promoted, string blockers)
    {
        var fleet = TestFleet.Oracle().Dead(1).Rule(PromotionRule.Prefer, 4).Has("1:1-90", 3, 4).Executed("1:1-90", 2).NoApplier(2);
        var plan = Plan(fleet, new RecoveryPolicy { DataLoss = policy });
        Assert.Equal((promoted, blockers), (PlanText.Candidate(plan), PlanText.Blockers(plan)));
        Assert.Equal(policy == DataLossPolicy.None ? TestFleet.Expand("1:91-100") : "", plan.Loss.MissingGtidSet);
    }

    [Fact]
    public void Require_refuses_when_who_has_it_cannot_be_promoted_nor_give_it()
    {
        var fleet = TestFleet.Oracle().Dead(1).Rule(PromotionRule.MustNot, 2).Has("1:1-90", 3, 4).Executed("1:1-90", 2).NoApplier(2);
        var plan = Plan(fleet, Require);
        Assert.Equal(("3", BlockerCode.DataLoss), (PlanText.Candidate(plan), PlanText.Blockers(plan)));
        Assert.Contains(TestFleet.Expand("1:91-100"), plan.Blockers[0].Reason);
        Assert.True(Plan(fleet).IsExecutable);
        Assert.Equal("2", PlanText.Lost(Plan(fleet)));
        Assert.Contains("10 transactions that are known would be lost", Plan(fleet).Loss.Description);
    }

    [Fact]
    public void Require_refuses_when_a_lost_sibling_had_more()
    {
        var plan = Plan(TestFleet.Oracle().Dead(1).Executed("1:1-90", 1).Invalid(2).Has("1:1-90", 3, 4), Require);
        Assert.Equal(("3", BlockerCode.UnreachableSibling), (PlanText.Candidate(plan), PlanText.Blockers(plan)));
        Assert.Contains("testhost:2", plan.Blockers[0].Reason);
    }

    [Fact]
    public void Require_refuses_when_the_lost_primary_was_seen_with_more()
    {
        var fleet = TestFleet.Oracle().Dead(1).Executed("1:1-103", 1);
        Assert.Equal(BlockerCode.DataLoss, PlanText.Blockers(Plan(fleet, Require)));
        Assert.Equal(TestFleet.Expand("1:101-103"), Plan(fleet).Loss.MissingGtidSet);
        Assert.True(Plan(fleet).IsExecutable);
    }

    [Fact]
    public void What_the_primary_showed_after_the_replicas_were_seen_is_not_held_against_them()
    {
        var fleet = TestFleet.Oracle().Dead(1).Executed("1:1-103", 1).Snapshot([1], s => s with { SeenAt = TestFleet.Now.AddSeconds(1) });
        Assert.True(Plan(fleet, Require).IsExecutable);
        Assert.False(Plan(fleet).Loss.IsKnown);
    }

    [Fact]
    public void An_errant_sibling_gives_nothing_and_its_errant_transactions_are_not_missed()
    {
        var fleet = TestFleet.Oracle().Dead(1).Has("1:1-100,2:1-3", 2).Received("1:1-100", 2);
        var plan = Plan(fleet, Require);
        Assert.Equal(("3", "none"), (PlanText.Candidate(plan), PlanText.Blockers(plan)));
        Assert.False(plan.Loss.IsKnown);
        Assert.Empty(plan.LostReplicas);

        plan = Plan(fleet.Has("1:1-90", 3, 4), Require);
        Assert.Equal(BlockerCode.DataLoss, PlanText.Blockers(plan));
        Assert.DoesNotContain(plan.Steps, s => s.Kind == PlanStepKind.CatchUp);
    }

    [Fact]
    public void Errant_transactions_are_put_up_with_only_when_nobody_else_is_left_and_losses_do_not_matter()
    {
        var fleet = TestFleet.Oracle(2).Dead(1).Has("1:1-100,2:1", 2).Has("1:1-100,3:1", 3).Received("1:1-100", 2, 3);
        Assert.Equal(BlockerCode.NoCandidate, PlanText.Blockers(Plan(fleet)));
        Assert.Equal(BlockerCode.NoCandidate, PlanText.Blockers(Plan(fleet, Require)));
        Assert.Equal(("2", "none"), (PlanText.Candidate(Plan(fleet, Careless)), PlanText.Blockers(Plan(fleet, Careless))));
    }

    [Fact]
    public void What_the_candidates_own_replicas_show_came_through_it()
    {
        var plan = Plan(TestFleet.Oracle(2).From(2, 3).Dead(1).Has("1:1-99", 2), Require with { IgnoredForPromotion = new HashSet<InstanceKey> { TestFleet.Key(3) } });
        Assert.Equal("2", PlanText.Candidate(plan));
        Assert.DoesNotContain(plan.Steps, s => s.Kind == PlanStepKind.CatchUp);
    }

    [Fact]
    public void MariaDb_catches_up_by_position()
    {
        var plan = Plan(TestFleet.MariaDb().Dead(1).Rule(PromotionRule.Prefer, 4).Has("0-1-90", 4), Require);
        Assert.Equal(("4", "none"), (PlanText.Candidate(plan), PlanText.Blockers(plan)));
        Assert.Contains("2 CatchUp 4<2", PlanText.Steps(plan));
        Assert.Equal("0-1-100", plan.Steps.Single(s => s.Kind == PlanStepKind.CatchUp).GtidSet);
    }

    /// <summary>The same sequence by another server: someone had been promoted too early before. It looks as advanced as the others and is not.</summary>
    [Fact]
    public void MariaDb_that_went_another_way_is_not_promoted_and_left_behind()
    {
        var fleet = TestFleet.MariaDb().Dead(1).Rule(PromotionRule.Prefer, 2).Has("0-2-100", 2).Received("0-1-99", 2);
        var plan = Plan(fleet, Require);
        Assert.Equal(("3", "none", "2"), (PlanText.Candidate(plan), PlanText.Blockers(plan), PlanText.Lost(plan)));
        Assert.Contains("0-2-100", PlanText.Verdict(plan, 2).Reason);
        Assert.Contains("another way", plan.LostReplicas[0].Reason);
    }

    [Fact]
    public void MariaDb_replica_with_a_position_that_the_candidate_lacks_is_left_behind()
    {
        var plan = Plan(TestFleet.MariaDb().Dead(1).Has("0-1-100,7-4-2", 4).Received("0-1-100", 4));
        Assert.Equal(("2", "4"), (PlanText.Candidate(plan), PlanText.Lost(plan)));
        Assert.Contains("7-4-2", plan.LostReplicas[0].Reason);
    }

    /// <summary>Cells: semi-sync active, waits for, semi-synchronous replicas that are lost; what is said.</summary>
    [Theory]
    [InlineData(false, 1, 0, "cannot be known and would be lost")]
    [InlineData(true, 1, 0, "no transaction that it acknowledged while that lasted would be lost")]
    [InlineData(true, 2, 1, "no transaction that it acknowledged while that lasted would be lost")]
    [InlineData(true, 1, 1, "acknowledged transactions may be lost")]
    public void Zero_loss_is_claimed_only_where_it_is_promised(bool active, int wait, int lost, string words)
    {
        var fleet = TestFleet.Oracle().SemiSync(1, active, wait, 3).Dead(1).Snapshot([2, 3, 4], s => s with { SemiSync = new SemiSyncStatus { ReplicaEnabled = true } });
        if (lost > 0) fleet.Invalid(4);
        var loss = Plan(fleet).Loss;
        Assert.Contains(words, loss.Description);
        Assert.Equal(active ? DurabilityClass.SemiSynchronous : DurabilityClass.Asynchronous, loss.Durability);
    }

    [Theory]
    [InlineData(DataLossPolicy.Require, 2, 1, 2)]
    [InlineData(DataLossPolicy.Require, 1, 1, null)]
    [InlineData(DataLossPolicy.Require, 1, 2, null)]
    [InlineData(DataLossPolicy.Prefer, 2, 1, null)]
    public void Where_nothing_may_be_lost_a_successor_waits_for_no_fewer_replicas(DataLossPolicy policy, int old, int own, int? expected)
    {
        var fleet = TestFleet.Oracle().SemiSync(1, active: true, old, 3).Dead(1)
            .Snapshot([2, 3, 4], s => s with { SemiSync = new SemiSyncStatus { IsAvailable = true, ReplicaEnabled = true, WaitForReplicaCount = own } });
        Assert.Equal(expected, Plan(fleet, new RecoveryPolicy { DataLoss = policy }).SemiSyncWaitCount);
    }
}
