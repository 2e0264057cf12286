using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>Successions where replication goes by file and position: 1 is the primary, 2, 3 and 4 replicate from it, 5 from 4.</summary>
public class PositionPlanTests
{
    static readonly BinlogCoordinates End = new("bin.1000000", 500);

    [Fact]
    public void Who_has_received_as_much_goes_on_where_the_candidate_stands_and_who_has_less_by_its_pseudo_gtid_entries()
    {
        var plan = Plan(Received(Pseudo(Fleet()), new("bin.999999", 9_000), 4).Dead(1));
        Assert.Equal(("2", "none", ""), (PlanText.Candidate(plan), PlanText.Blockers(plan), PlanText.Lost(plan)));
        Assert.Equal("1 Fence 1, 1 Stop 2<1, 1 Stop 3<1, 1 Stop 4<1, 2 Wait 2, 3 Promote 2, 4 Repoint 3<2, 4 Repoint 4<2", PlanText.Steps(plan));
        Assert.Equal([(3, Positioning.SamePlace), (4, Positioning.PseudoGtid)], plan.Steps.Where(s => s.Kind == PlanStepKind.Repoint).Select(s => (s.Target.Port, s.Positioning)));
        Assert.Contains($"up to {End}", plan.Loss.Description);
        Assert.Null(plan.Loss.MissingLog);
    }

    [Fact]
    public void File_numbers_are_compared_as_numbers()
    {
        var plan = Plan(Received(Pseudo(Fleet()), new("bin.999999", 9_000), 2, 4).Dead(1));
        Assert.Equal("3", PlanText.Candidate(plan));
        Assert.Contains("read further", PlanText.Verdict(plan, 2).Reason);
    }

    [Fact]
    public void Without_pseudo_gtid_one_that_has_less_is_a_reason_to_refuse_unless_losses_do_not_matter()
    {
        var fleet = Received(Fleet(), new("bin.1000000", 400), 3).Dead(1);
        var plan = Plan(fleet);
        Assert.Equal(("2", BlockerCode.NoGtid), (PlanText.Candidate(plan), PlanText.Blockers(plan)));
        Assert.Contains("AutoPseudoGTID", plan.Blockers[0].Reason);
        Assert.Contains("testhost:3", plan.Blockers[0].Reason);

        plan = Plan(fleet, new RecoveryPolicy { DataLoss = DataLossPolicy.None });
        Assert.Equal(("2", "none", "3"), (PlanText.Candidate(plan), PlanText.Blockers(plan), PlanText.Lost(plan)));
        Assert.Contains("bin.1000000:400", plan.LostReplicas[0].Reason);
    }

    [Fact]
    public void While_receivers_run_different_positions_are_snapshots_of_different_moments()
    {
        var plan = Plan(Received(Fleet(), new("bin.1000000", 400), 3).Invalid(1));
        Assert.Equal(("none", ""), (PlanText.Blockers(plan), PlanText.Lost(plan)));
        Assert.All(plan.Steps.Where(s => s.Kind == PlanStepKind.Repoint), s => Assert.Equal(Positioning.SamePlace, s.Positioning));
    }

    [Fact]
    public void Replicas_of_a_lost_intermediate_count_in_another_log_and_need_pseudo_gtid()
    {
        var plan = Plan(Pseudo(Fleet()).Dead(1).Dead(4));
        Assert.Equal(("2", "none", "4"), (PlanText.Candidate(plan), PlanText.Blockers(plan), PlanText.Lost(plan)));
        Assert.Equal(Positioning.PseudoGtid, plan.Steps.Single(s => s.Target.Port == 5).Positioning);

        plan = Plan(Fleet().Dead(1).Dead(4));
        Assert.Equal(BlockerCode.NoGtid, PlanText.Blockers(plan));
        Assert.Contains("testhost:5", plan.Blockers[0].Reason);
    }

    [Fact]
    public void One_replica_alone_needs_neither()
    {
        var fleet = new TestFleet().Add(1, 0, 1, End).Add(2, 1, 2, new("own.000003", 700)).Replication([2], r => r with { Read = End, Executed = End }).Snapshot([1, 2], s => s with { UsesPseudoGtid = false }).Dead(1);
        Assert.True(Plan(fleet).IsExecutable);
    }

    [Fact]
    public void A_loss_is_told_in_file_and_position_and_forbidden_where_none_is_allowed()
    {
        // 2 must not be promoted and hands nothing on, so that what it alone has received would be lost.
        var fleet = Received(Pseudo(Fleet()), new("bin.1000000", 400), 3, 4).Rule(PromotionRule.MustNot, 2).Snapshot([2], s => s with { LogReplicaUpdates = false }).Dead(1);
        var plan = Plan(fleet);
        Assert.Equal(("3", "2"), (PlanText.Candidate(plan), PlanText.Lost(plan)));
        Assert.Equal("bin.1000000:400 to bin.1000000:500", $"{plan.Loss.MissingLog}");
        Assert.True(plan.Loss.IsKnown);
        Assert.Contains("(100 bytes)", plan.Loss.Description);
        Assert.Contains("testhost:2 has received the binary log of testhost:1 up to bin.1000000:500", plan.Loss.Description);

        plan = Plan(fleet, new RecoveryPolicy { DataLoss = DataLossPolicy.Require });
        Assert.Equal(BlockerCode.DataLoss, PlanText.Blockers(plan));
        Assert.Contains("bin.1000000:400 to bin.1000000:500", plan.Blockers[0].Reason);
    }

    [Fact]
    public void Who_is_wanted_and_has_less_fetches_it_from_a_sibling_first_and_everybody_follows()
    {
        var fleet = Received(Received(Pseudo(Fleet()), new("bin.1000000", 400), 3), new("bin.1000000", 300), 4).Rule(PromotionRule.Prefer, 3).Dead(1);
        var plan = Plan(fleet, new RecoveryPolicy { DataLoss = DataLossPolicy.Require });
        Assert.Equal(("3", "none", ""), (PlanText.Candidate(plan), PlanText.Blockers(plan), PlanText.Lost(plan)));
        Assert.Equal("1 Fence 1, 1 Stop 2<1, 1 Stop 3<1, 1 Stop 4<1, 2 CatchUp 3<2, 3 Wait 3, 4 Promote 3, 5 Repoint 2<3, 5 Repoint 4<3", PlanText.Steps(plan));
        Assert.Equal(Positioning.PseudoGtid, plan.Steps.Single(s => s.Kind == PlanStepKind.CatchUp).Positioning);
        Assert.Equal([(2, Positioning.SamePlace), (4, Positioning.PseudoGtid)], plan.Steps.Where(s => s.Kind == PlanStepKind.Repoint).Select(s => (s.Target.Port, s.Positioning)));
        Assert.Null(plan.Loss.MissingLog);
        // Where nobody is wanted more, nobody has to fetch.
        Assert.Equal("2", PlanText.Candidate(Plan(Received(Pseudo(Fleet()), new("bin.1000000", 400), 3, 4).Dead(1))));
    }

    [Theory]
    [InlineData("no-log")]
    [InlineData("no-entries")]
    [InlineData("format")]
    [InlineData("stopped")]
    [InlineData("dead")]
    public void What_cannot_be_fetched_is_told(string why)
    {
        var fleet = Received(Pseudo(Fleet()), new("bin.1000000", 400), 3, 4).Rule(PromotionRule.MustNot, 2);
        fleet = why switch
        {
            "no-log" => fleet.Snapshot([2], s => s with { LogBin = false }),
            "no-entries" => fleet.Snapshot([2], s => s with { UsesPseudoGtid = false }),
            "format" => fleet.Snapshot([2], s => s with { BinlogFormat = "MIXED" }),
            "stopped" => fleet.NoApplier(2),
            _ => fleet.Dead(2),
        };
        Assert.Equal("bin.1000000:400 to bin.1000000:500", $"{Plan(fleet.Dead(1)).Loss.MissingLog}");
    }

    [Fact]
    public void What_the_primary_had_written_before_the_replicas_were_seen_is_known_to_be_lost()
    {
        var fleet = Fleet().Snapshot([1], s => s with { BinlogPosition = new("bin.1000000", 800) }).Dead(1);
        Assert.Equal("bin.1000000:500 to bin.1000000:800", $"{Plan(fleet).Loss.MissingLog}");
        Assert.Contains("testhost:1 had written", Plan(fleet).Loss.Description);
        Assert.Equal(BlockerCode.DataLoss, PlanText.Blockers(Plan(fleet, new RecoveryPolicy { DataLoss = DataLossPolicy.Require })));
        // Seen later than the replicas, it tells nothing of what they have now.
        fleet.Snapshot([1], s => s with { SeenAt = TestFleet.Now.AddSeconds(1) });
        Assert.Null(Plan(fleet).Loss.MissingLog);
    }

    [Fact]
    public void A_replica_that_moves_by_gtid_cannot_follow_one_that_does_not()
    {
        var plan = Plan(Pseudo(Fleet()).Replication([3], r => r with { UsesOracleGtid = true }).Dead(1), requested: 2);
        Assert.Equal(("2", "3"), (PlanText.Candidate(plan), PlanText.Lost(plan)));
        Assert.Contains("positions itself by GTID", plan.LostReplicas[0].Reason);
    }

    [Fact]
    public void Mysql_with_gtids_that_replicates_by_position_is_recovered_by_position()
    {
        var plan = Plan(TestFleet.Oracle().Replication([2, 3, 4], r => r with { UsesOracleGtid = false }).Dead(1));
        Assert.True(plan.IsExecutable);
        Assert.All(plan.Steps.Where(s => s.Kind == PlanStepKind.Repoint), s => Assert.Equal(Positioning.SamePlace, s.Positioning));
        Assert.All(Plan(TestFleet.Oracle().Dead(1)).Steps, s => Assert.Equal(Positioning.Gtid, s.Positioning));
    }

    [Fact]
    public void A_planned_takeover_stops_writes_so_that_all_are_at_the_same_place()
    {
        var plan = RecoveryPlanner.PlanTakeover(Fleet().Topology, new RecoveryPolicy { HasReplicationCredentials = true }, TestFleet.Key(3));
        Assert.Equal(("none", "1 Demote 1, 2 Wait 3<1, 3 Promote 3, 4 Repoint 2<3, 4 Repoint 4<3, 4 Rejoin 1<3"), (PlanText.Blockers(plan), PlanText.Steps(plan)));
        Assert.All(plan.Steps.Where(s => s.Stage == 4), s => Assert.Equal(Positioning.SamePlace, s.Positioning));
    }

    static RecoveryPlan Plan(TestFleet fleet, RecoveryPolicy? policy = null, int? requested = null) => DeadPrimaryPlanTests.Plan(fleet, policy, requested);

    static TestFleet Fleet()
    {
        var fleet = new TestFleet().Add(1, 0, 1, End);
        foreach (var port in (int[])[2, 3, 4, 5]) fleet.Add(port, port == 5 ? 4 : 1, port, new("own.000003", 700)).Replication([port], r => r with { Read = End, Executed = End });
        return fleet.Snapshot([2, 3, 4, 5], s => s with { IsReadOnly = true, UsesPseudoGtid = false }).Snapshot([1], s => s with { UsesPseudoGtid = false });
    }

    static TestFleet Pseudo(TestFleet fleet) => fleet.Snapshot([1, 2, 3, 4, 5], s => s with { UsesPseudoGtid = true });

    static TestFleet Received(TestFleet fleet, BinlogCoordinates at, params int[] ports) => fleet.Replication(ports, r => r with { Read = at, Executed = at });
}
