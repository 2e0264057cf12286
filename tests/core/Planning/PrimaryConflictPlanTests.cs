using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;
using static Ham4Db.Core.Tests.Planning.DeadPrimaryPlanTests;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>Who is the primary, and who else might be.</summary>
public class PrimaryConflictPlanTests
{
    [Fact]
    public void The_loss_of_a_replica_needs_no_new_primary()
    {
        var plan = Plan(TestFleet.Oracle().From(2, 4), failed: 2);
        Assert.Equal(BlockerCode.NotThePrimary, PlanText.Blockers(plan));
        Assert.Equal(3, plan.Verdicts.Count);
        Assert.Equal(BlockerCode.NotThePrimary, PlanText.Blockers(Plan(TestFleet.Oracle().From(99, 2, 3, 4), failed: 2)));
    }

    [Fact]
    public void An_unknown_instance_is_refused() => Assert.Equal(BlockerCode.UnknownInstance, PlanText.Blockers(Plan(TestFleet.Oracle(), failed: 99)));

    [Fact]
    public void One_that_lost_its_role_has_no_second_successor()
    {
        var fleet = TestFleet.Oracle().AddGtid(9, 0).Member([1], m => m with { IsDemoted = true }).Dead(1);
        Assert.Equal(BlockerCode.NotThePrimary, PlanText.Blockers(Plan(fleet)));
        // When the failover broke off half-way it is all that there is.
        Assert.True(Plan(TestFleet.Oracle().Member([1], m => m with { IsDemoted = true }).Dead(1)).IsExecutable);
    }

    [Fact]
    public void Another_writable_primary_blocks()
    {
        var fleet = TestFleet.Oracle().AddGtid(9, 0).Dead(1);
        var plan = Plan(fleet);
        Assert.Equal(("2", BlockerCode.SeveralPrimaries), (PlanText.Candidate(plan), PlanText.Blockers(plan)));
        Assert.Contains("testhost:9", plan.Blockers[0].Reason);
        Assert.True(Plan(fleet.Snapshot([9], s => s with { IsReadOnly = true })).IsExecutable);
    }

    [Fact]
    public void One_that_lost_its_role_and_came_back_writable_is_fenced_too()
    {
        var plan = Plan(TestFleet.Oracle(1).AddGtid(9, 0).Member([9], m => m with { IsDemoted = true }).Dead(1));
        Assert.True(plan.IsExecutable);
        Assert.Equal("1 Fence 1, 1 Fence 9, 1 Stop 2<1, 2 Wait 2, 3 Promote 2", PlanText.Steps(plan));
    }

    [Fact]
    public void A_detached_replica_is_neither_candidate_nor_conflict()
    {
        var fleet = TestFleet.Oracle(2).Replication([3], r => r with { Source = r.Source with { Host = "//testhost" } }).Snapshot([3], s => s with { IsReadOnly = false }).Dead(1);
        var plan = Plan(fleet);
        Assert.Equal(("2", "none"), (PlanText.Candidate(plan), PlanText.Blockers(plan)));
        Assert.Contains("does not replicate from testhost:1", PlanText.Verdict(plan, 3).Reason);
    }

    [Fact]
    public void A_group_elects_its_primary_itself()
    {
        var fleet = TestFleet.Oracle().Snapshot([1], s => s with { GroupName = "g", GroupMemberState = "ONLINE", GroupMemberRole = "PRIMARY" });
        Assert.Equal(BlockerCode.GroupReplicationManaged, PlanText.Blockers(Plan(fleet)));
        Assert.Equal(BlockerCode.GroupReplicationManaged, PlanText.Blockers(RecoveryPlanner.PlanTakeover(fleet.Topology, new RecoveryPolicy(), choose: true)));
        Assert.True(Plan(fleet.Dead(1).Snapshot([1], s => s with { GroupMemberState = "OFFLINE" })).IsExecutable);
    }

    /// <summary>1 and 2 replicate from each other; 3 replicates from 1, 4 from 2.</summary>
    static TestFleet CoPrimaries() => new TestFleet().AddGtid(1, 2).AddGtid(2, 1).AddGtid(3, 1).AddGtid(4, 2).Snapshot([1], s => s with { IsReadOnly = false });

    [Fact]
    public void The_other_co_primary_comes_first()
    {
        var plan = Plan(CoPrimaries().Rule(PromotionRule.Must, 3).Rule(PromotionRule.PreferNot, 2).Dead(1));
        Assert.Equal("1 Fence 1, 1 Stop 2<1, 1 Stop 3<1, 2 Wait 2, 3 Promote 2, 4 Repoint 3<2", PlanText.Steps(plan));
        Assert.Contains("other co-primary", PlanText.Verdict(plan, 3).Reason);
    }

    [Fact]
    public void Without_it_another_takes_over_and_what_was_below_it_follows()
    {
        var plan = Plan(CoPrimaries().Dead(1).Invalid(2));
        Assert.Equal("1 Fence 1, 1 Stop 3<1, 2 Wait 3, 3 Promote 3, 4 Repoint 4<3", PlanText.Steps(plan));
        Assert.Equal("2", PlanText.Lost(plan));
        // It was writable when it was last seen: it is fenced as far as it can be.
        Assert.StartsWith("1 Fence 1, 1 Fence 2", PlanText.Steps(Plan(CoPrimaries().Snapshot([2], s => s with { IsReadOnly = false }).Dead(1).Invalid(2))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_writable_co_primary_is_the_only_candidate()
    {
        var fleet = CoPrimaries().Snapshot([2], s => s with { IsReadOnly = false }).Dead(1);
        Assert.Equal("2", PlanText.Candidate(Plan(fleet)));
        Assert.Contains("two writable primaries", PlanText.Verdict(Plan(fleet), 3).Reason);
        var plan = Plan(fleet.Rule(PromotionRule.MustNot, 2));
        Assert.Equal(("nobody", BlockerCode.NoCandidate), (PlanText.Candidate(plan), PlanText.Blockers(plan)));
        Assert.Equal(BlockerCode.RequestedNotEligible, PlanText.Blockers(Plan(fleet, requested: 3)));
    }

    [Fact]
    public void A_co_primary_that_lost_its_role_is_fenced_and_not_promoted()
    {
        var plan = Plan(CoPrimaries().Snapshot([2], s => s with { IsReadOnly = false }).Member([2], m => m with { IsDemoted = true }).Dead(1));
        Assert.Equal("1 Fence 1, 1 Fence 2, 1 Stop 2<1, 1 Stop 3<1, 2 Wait 3, 3 Promote 3, 4 Repoint 2<3", PlanText.Steps(plan));
    }

    [Fact]
    public void A_writable_circle_apart_blocks_as_another_primary_does()
    {
        var fleet = TestFleet.Oracle(2).AddGtid(8, 9).AddGtid(9, 8).Dead(1);
        Assert.True(Plan(fleet).IsExecutable);
        Assert.Equal(BlockerCode.SeveralPrimaries, PlanText.Blockers(Plan(fleet.Snapshot([9], s => s with { IsReadOnly = false }))));
    }

    [Fact]
    public void A_circle_of_three_is_opened()
    {
        var fleet = new TestFleet().AddGtid(1, 3).AddGtid(2, 1).AddGtid(3, 2).Snapshot([1], s => s with { IsReadOnly = false }).Dead(1);
        Assert.Equal("1 Fence 1, 1 Stop 2<1, 2 Wait 2, 3 Promote 2", PlanText.Steps(Plan(fleet)));
        fleet.Snapshot([2, 3], s => s with { IsReadOnly = false });
        Assert.Equal(BlockerCode.SeveralPrimaries, PlanText.Blockers(Plan(fleet)).Split(' ')[0]);
    }

    [Fact]
    public void The_same_server_under_two_addresses_is_planned_once()
    {
        var fleet = TestFleet.Oracle(2).AddGtid(8, 1).Snapshot([8], s => s with { ServerId = TestFleet.Uuid(2), ServerNumber = 2 }).Dead(1);
        var plan = Plan(fleet);
        Assert.Equal("1 Fence 1, 1 Stop 2<1, 1 Stop 3<1, 2 Wait 2, 3 Promote 2, 4 Repoint 3<2", PlanText.Steps(plan));
        Assert.Contains("another address of testhost:2", PlanText.Verdict(plan, 8).Reason);
        Assert.Equal("2", PlanText.Candidate(Plan(fleet, requested: 8)));
    }
}
