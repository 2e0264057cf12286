using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>1 is the primary and well; 2, 3 and 4 replicate from it.</summary>
public class TakeoverPlanTests
{
    [Fact]
    public void Demotes_waits_promotes_and_moves_the_others_last()
    {
        var plan = Plan(TestFleet.Oracle(), 3);
        Assert.Equal("1 Demote 1, 2 Wait 3<1, 3 Promote 3, 4 Repoint 2<3, 4 Repoint 4<3, 4 Rejoin 1<3", PlanText.Steps(plan));
        Assert.True(plan.IsExecutable);
        Assert.Equal(RecoveryKind.PlannedTakeover, plan.Kind);
        Assert.StartsWith("Nothing", plan.Loss.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_only_replica_need_not_be_named_and_of_several_the_planner_chooses_when_it_may()
    {
        Assert.Equal("2", PlanText.Candidate(Plan(TestFleet.Oracle(1))));
        var plan = Plan(TestFleet.Oracle());
        Assert.Equal(("nobody", BlockerCode.TargetNotIndicated), (PlanText.Candidate(plan), PlanText.Blockers(plan)));
        Assert.Contains("has 3 replicas", plan.Blockers[0].Reason);
        Assert.Equal("4", PlanText.Candidate(Plan(TestFleet.Oracle().Rule(PromotionRule.Prefer, 4), choose: true)));
    }

    [Fact]
    public void A_replica_that_is_a_little_behind_may_take_over_without_loss()
    {
        var plan = Plan(TestFleet.Oracle().Has("1:1-98", 3), 3, new RecoveryPolicy { DataLoss = DataLossPolicy.Require });
        Assert.True(plan.IsExecutable);
        Assert.Equal("2", PlanText.Candidate(Plan(TestFleet.Oracle().Has("1:1-98", 3), choose: true)));
    }

    /// <summary>What stands against 3 taking over, with the code and a word of the reason.</summary>
    public static TheoryData<string, string, string> Blockers => new()
    {
        { "unreachable-primary", BlockerCode.PrimaryUnreachable, "failover" },
        { "no-primary", BlockerCode.NoPrimary, "no known primary" },
        { "second-primary", BlockerCode.SeveralPrimaries, "testhost:9" },
        { "writable-co-primary", BlockerCode.SeveralPrimaries, "testhost:2" },
        { "unknown", BlockerCode.RequestedNotEligible, "not known" },
        { "primary-itself", BlockerCode.RequestedNotEligible, "primary already" },
        { "deeper", BlockerCode.NotADirectReplica, "must be directly replicating from the primary testhost:1" },
        { "must-not", BlockerCode.RequestedNotEligible, "must_not" },
        { "errant", BlockerCode.RequestedNotEligible, "source never had" },
        { "stopped", BlockerCode.RequestedNotEligible, "not replicating" },
        { "invalid", BlockerCode.RequestedNotEligible, "cannot be reached" },
        { "lagging", BlockerCode.LaggingCandidate, "21 s" },
        { "lag-unknown", BlockerCode.LaggingCandidate, "not known" },
        { "cross-dc", BlockerCode.CrossDataCenter, "PreventCrossDataCenterMasterFailover" },
        { "cross-region", BlockerCode.CrossRegion, "PreventCrossRegionMasterFailover" },
        { "sibling-unreachable", BlockerCode.UnreachableSibling, "testhost:4" },
        { "sibling-version", BlockerCode.SiblingCannotFollow, "cannot take over all of its siblings" },
        { "no-gtid", $"{BlockerCode.SiblingCannotFollow} {BlockerCode.SiblingCannotFollow}", "positions itself by GTID" },
        { "credentials", BlockerCode.ReplicationCredentials, "ReplicationCredentialsQuery" },
        { "semi-sync", BlockerCode.SemiSyncReplicas, "wait for 3" },
    };

    [Theory]
    [MemberData(nameof(Blockers))]
    public void Refuses_before_anything_is_touched(string what, string code, string words)
    {
        var fleet = TestFleet.Oracle();
        var policy = new RecoveryPolicy { PreventCrossDataCenter = what == "cross-dc", PreventCrossRegion = what == "cross-region" };
        var designated = 3;
        switch (what)
        {
            case "unreachable-primary": fleet.Invalid(1); break;
            case "no-primary": fleet.AddGtid(1, 99); break;
            case "second-primary": fleet.AddGtid(9, 0); break;
            case "writable-co-primary": fleet.AddGtid(1, 2).Snapshot([1, 2], s => s with { IsReadOnly = false }); break;
            case "unknown": designated = 99; break;
            case "primary-itself": designated = 1; break;
            case "deeper": fleet.From(2, 3); break;
            case "must-not": fleet.Rule(PromotionRule.MustNot, 3); break;
            case "errant": fleet.Executed("1:1-100,3:1", 3); break;
            case "stopped": fleet.NoReceiver(3); break;
            case "invalid": fleet.Invalid(3); break;
            case "lagging": fleet.Lag(21, 3); break;
            case "lag-unknown": fleet.Snapshot([3], s => s with { LagSeconds = null }); break;
            case "cross-dc": fleet.DataCenter("far", 3); break;
            case "cross-region": fleet.Region("away", 3); break;
            case "sibling-unreachable": fleet.Invalid(4); break;
            case "sibling-version": fleet.Snapshot([4], s => s with { Version = "8.0.1" }); break;
            case "no-gtid": fleet.Replication([3], r => r with { UsesOracleGtid = false }); break;
            case "credentials": fleet.Snapshot([1, 2, 3, 4], s => s with { ReplicationCredentialsAvailable = false }); break;
            case "semi-sync": fleet.SemiSync(3, true, 3, 0).Snapshot([3], s => s with { SemiSync = s.SemiSync with { TimeoutMilliseconds = 600_000 } }).Snapshot([2, 4], s => s with { SemiSync = new SemiSyncStatus { ReplicaEnabled = true } }); break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, "No such case.");
        }

        var plan = Plan(fleet, designated, policy);
        Assert.Equal(code, PlanText.Blockers(plan));
        Assert.Contains(words, plan.Blockers[0].Reason);
        Assert.False(plan.IsExecutable);
        Assert.Equal(fleet.Ports.Count() - (what == "no-primary" ? 0 : 1), plan.Verdicts.Count);
    }

    [Fact]
    public void Siblings_that_cannot_come_along_are_left_behind_when_they_are_downtimed()
    {
        var plan = Plan(TestFleet.Oracle().Invalid(4).Snapshot([2], s => s with { Version = "8.0.1" }).Downtimed(2, 4), 3);
        Assert.Equal(("none", "2 4"), (PlanText.Blockers(plan), PlanText.Lost(plan)));
        Assert.Equal("1 Demote 1, 2 Wait 3<1, 3 Promote 3, 4 Rejoin 1<3", PlanText.Steps(plan));
    }

    [Fact]
    public void An_old_primary_of_a_lower_version_stays_behind_and_is_named()
    {
        var plan = Plan(TestFleet.Oracle().Snapshot([2, 3, 4], s => s with { Version = "9.7.0" }), 3);
        Assert.Equal(("none", "1"), (PlanText.Blockers(plan), PlanText.Lost(plan)));
        Assert.DoesNotContain(plan.Steps, s => s.Kind == PlanStepKind.RejoinOldPrimary);
    }

    [Fact]
    public void Credentials_of_anybody_reachable_are_enough()
    {
        var fleet = TestFleet.Oracle().Snapshot([1, 2, 3], s => s with { ReplicationCredentialsAvailable = false });
        Assert.True(Plan(fleet, 3).IsExecutable);
        Assert.Equal(BlockerCode.UnreachableSibling + " " + BlockerCode.ReplicationCredentials, PlanText.Blockers(Plan(fleet.Invalid(4), 3)));
    }

    [Fact]
    public void A_co_primary_takes_over_and_the_circle_opens()
    {
        var fleet = new TestFleet().AddGtid(1, 2).AddGtid(2, 1).AddGtid(3, 1).Snapshot([1], s => s with { IsReadOnly = false, ReplicationCredentialsAvailable = false });
        Assert.Equal("1 Demote 1, 2 Wait 2<1, 3 Promote 2, 4 Repoint 3<2, 4 Rejoin 1<2", PlanText.Steps(Plan(fleet, 2)));
        Assert.Equal("1 Demote 1, 2 Wait 1<2, 3 Wait 3<1, 4 Promote 3, 5 Repoint 2<3, 5 Rejoin 1<3", PlanText.Steps(Plan(fleet, 3)));
    }

    /// <summary>Writes go on while the instances are probed one after the other: who was probed last shows most.</summary>
    [Fact]
    public void A_sibling_that_was_seen_with_more_than_the_primary_follows_all_the_same()
    {
        Assert.True(Plan(TestFleet.Oracle().Has("1:1-107", 4).Has("1:1-95", 2), 3).IsExecutable);
        Assert.True(Plan(TestFleet.MariaDb().Has("0-1-107", 4).Has("0-1-95", 2), 3).IsExecutable);
        Assert.Equal(BlockerCode.SiblingCannotFollow, PlanText.Blockers(Plan(TestFleet.MariaDb().Executed("0-1-100,7-4-1", 4), 3)));
    }

    [Fact]
    public void Works_for_mariadb_as_well() =>
        Assert.Equal("1 Demote 1, 2 Wait 2<1, 3 Promote 2, 4 Repoint 3<2, 4 Repoint 4<2, 4 Rejoin 1<2", PlanText.Steps(Plan(TestFleet.MariaDb(), 2)));

    static RecoveryPlan Plan(TestFleet fleet, int? designated = null, RecoveryPolicy? policy = null, bool choose = false) =>
        RecoveryPlanner.PlanTakeover(fleet.Topology, policy ?? new RecoveryPolicy(), designated is { } port ? TestFleet.Key(port) : null, choose);
}
