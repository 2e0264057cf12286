using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>1 is the primary and lost; 2, 3 and 4 replicate from it.</summary>
public class DeadPrimaryPlanTests
{
    [Fact]
    public void Fences_stops_waits_promotes_and_repoints()
    {
        var plan = Plan(TestFleet.Oracle().Dead(1));
        Assert.Equal("1 Fence 1, 1 Stop 2<1, 1 Stop 3<1, 1 Stop 4<1, 2 Wait 2, 3 Promote 2, 4 Repoint 3<2, 4 Repoint 4<2", PlanText.Steps(plan));
        Assert.True(plan.IsExecutable);
        Assert.Equal((RecoveryKind.DeadPrimary, "c1", TestFleet.Key(1)), (plan.Kind, plan.ClusterId, plan.OldPrimary));
        Assert.Empty(plan.LostReplicas);
        Assert.All(plan.Steps, s => Assert.NotEmpty(s.Description));
    }

    /// <summary>Reasons that keep an instance out, told in words. Each would otherwise be promoted: it is preferred.</summary>
    public static TheoryData<string, string> Ineligible => new()
    {
        { "invalid", "cannot be reached: timed out" },
        { "maintenance", "maintenance" },
        { "binlog-server", "binary log server" },
        { "multi-source", "several sources" },
        { "group", "member of the group g" },
        { "demoted", "lost its role" },
        { "must-not", "must_not" },
        { "ignored", "PromotionIgnoreHostnameFilters" },
        { "no-binlog", "log_bin" },
        { "no-log-updates", "log_slave_updates" },
        { "delayed", "delay of 21 s" },
        { "broken", "stopped with error 1062: Duplicate entry" },
        { "unreadable", "cannot be read" },
        { "errant", "source never had: 00000000-0000-0000-0000-000000000004:1" },
    };

    [Theory]
    [MemberData(nameof(Ineligible))]
    public void Says_why_an_instance_cannot_be_promoted(string what, string reason)
    {
        var fleet = TestFleet.Oracle().Dead(1).Rule(PromotionRule.Prefer, 4);
        var policy = new RecoveryPolicy();
        Assert.Equal("4", PlanText.Candidate(Plan(fleet)));
        switch (what)
        {
            case "invalid": fleet.Invalid(4); break;
            case "maintenance": fleet.Member([4], m => m with { InMaintenance = true }); break;
            case "binlog-server": fleet.Snapshot([4], s => s with { Flavor = ServerFlavor.MaxScale }); break;
            case "multi-source": fleet.Snapshot([4], s => s with { OtherChannels = [s.Replication! with { Channel = "c" }] }); break;
            case "group": fleet.Snapshot([4], s => s with { GroupName = "g" }); break;
            case "demoted": fleet.Member([4], m => m with { IsDemoted = true }); break;
            case "must-not": fleet.Rule(PromotionRule.MustNot, 4); break;
            case "ignored": policy = policy with { IgnoredForPromotion = new HashSet<InstanceKey> { TestFleet.Key(4) } }; break;
            case "no-binlog": fleet.Snapshot([4], s => s with { LogBin = false }); break;
            case "no-log-updates": fleet.Snapshot([4], s => s with { LogReplicaUpdates = false }); break;
            case "delayed": fleet.Delay(21, 4); break;
            case "broken": fleet.NoApplier(4).Replication([4], r => r with { ApplierErrorNumber = 1062, ApplierError = "Duplicate entry." }); break;
            case "unreadable": fleet.Snapshot([4], s => s with { ExecutedGtidSet = "?" }); break;
            case "errant": fleet.Has("1:1-100,4:1", 4).Received("1:1-100", 4); break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, "No such case.");
        }

        var plan = Plan(fleet, policy);
        Assert.Equal("2", PlanText.Candidate(plan));
        var verdict = PlanText.Verdict(plan, 4);
        Assert.Contains(reason, verdict.Reason);
        Assert.False(verdict.IsEligible || verdict.IsChosen);

        var asked = Plan(fleet, policy, 4);
        Assert.Equal(("nobody", BlockerCode.RequestedNotEligible), (PlanText.Candidate(asked), PlanText.Blockers(asked)));
        Assert.Contains(reason, asked.Blockers[0].Reason);
        Assert.Empty(asked.Steps);
    }

    [Fact]
    public void A_delay_up_to_the_maintenance_lag_and_a_stopped_applier_without_error_do_not_keep_out()
    {
        Assert.Equal("4", PlanText.Candidate(Plan(TestFleet.Oracle().Dead(1).Rule(PromotionRule.Prefer, 4).Delay(20, 4))));
        Assert.Equal("4", PlanText.Candidate(Plan(TestFleet.Oracle().Dead(1).Rule(PromotionRule.Prefer, 4).NoApplier(4))));
    }

    /// <summary>What makes 4 better or worse than 2 and 3, and the words for it. Cells: change, promoted, verdict about the other.</summary>
    public static TheoryData<string, int, string> Preferences => new()
    {
        { "equal", 2, "its address comes first" },
        { "rule", 4, "promotion rule is prefer, not neutral" },
        { "must", 4, "promotion rule is must, not prefer" },
        { "prefer-not", 3, "promotion rule is neutral, not prefer_not" },
        { "data-center", 4, "old primary's data centre and environment" },
        { "environment", 4, "old primary's data centre and environment" },
        { "region", 4, "old primary's region" },
        { "downtime", 3, "not downtimed" },
        { "filters", 3, "no replication filters" },
        { "backlog", 3, "less left to apply" },
        { "version", 3, "more replicas can follow it (testhost:3" },
        { "row", 3, "more replicas can follow it (testhost:3" },
    };

    [Theory]
    [MemberData(nameof(Preferences))]
    public void Prefers_in_a_total_order(string what, int expected, string words)
    {
        var fleet = TestFleet.Oracle().Dead(1);
        switch (what)
        {
            case "equal": break;
            case "rule": fleet.Rule(PromotionRule.Prefer, 4).DataCenter("far", 4); break;
            case "must": fleet.Rule(PromotionRule.Must, 4).Rule(PromotionRule.Prefer, 2); break;
            case "prefer-not": fleet.Rule(PromotionRule.PreferNot, 2); break;
            case "data-center": fleet.DataCenter("far", 2, 3); break;
            case "environment": fleet.Snapshot([2, 3], s => s with { Environment = "test" }); break;
            case "region": fleet.DataCenter("far", 2, 3, 4).Region("away", 2, 3); break;
            case "downtime": fleet.Downtimed(2); break;
            case "filters": fleet.Replication([2], r => r with { HasFilters = true }); break;
            case "backlog": fleet.Executed("1:1-90", 2); break;
            case "version": fleet.Snapshot([2], s => s with { Version = "9.7.0" }); break;
            case "row": fleet.Snapshot([3, 4], s => s with { BinlogFormat = "MIXED" }); break;
            default: throw new ArgumentOutOfRangeException(nameof(what), what, "No such case.");
        }

        var plan = Plan(fleet);
        Assert.Equal(expected, plan.Candidate!.Value.Port);
        Assert.Contains(words, PlanText.Verdict(plan, 2).IsChosen ? PlanText.Verdict(plan, 3).Reason : PlanText.Verdict(plan, 2).Reason);
        Assert.All(plan.Verdicts, v => Assert.True(v.IsEligible));
    }

    [Fact]
    public void A_replica_of_the_candidate_and_of_a_reachable_intermediate_stays_where_it_is()
    {
        var fleet = TestFleet.Oracle(5).From(2, 5).From(3, 6).Dead(1);
        Assert.Equal("1 Fence 1, 1 Stop 2<1, 1 Stop 3<1, 1 Stop 4<1, 2 Wait 2, 3 Promote 2, 4 Repoint 3<2, 4 Repoint 4<2", PlanText.Steps(Plan(fleet)));
    }

    [Fact]
    public void Replicas_of_a_lost_intermediate_get_the_new_primary_as_their_source()
    {
        var plan = Plan(TestFleet.Oracle(4).From(3, 5).Dead(1).Invalid(3));
        Assert.Equal("1 Fence 1, 1 Stop 2<1, 1 Stop 4<1, 2 Wait 2, 3 Promote 2, 4 Repoint 4<2, 4 Repoint 5<2", PlanText.Steps(plan));
        Assert.Equal("3", PlanText.Lost(plan));
        Assert.Contains("cannot be reached", plan.LostReplicas[0].Reason);
    }

    [Fact]
    public void A_deeper_tier_is_the_last_resort_and_leaves_its_intermediate()
    {
        var plan = Plan(TestFleet.Oracle(3).From(2, 4).Dead(1).Rule(PromotionRule.MustNot, 2, 3));
        Assert.Equal("1 Fence 1, 1 Stop 2<1, 1 Stop 3<1, 2 Wait 4, 3 Promote 4, 4 Repoint 2<4, 4 Repoint 3<4", PlanText.Steps(plan));
        Assert.True(plan.IsExecutable);
    }

    [Fact]
    public void A_deeper_tier_that_is_asked_for_must_wait_for_the_direct_ones()
    {
        var fleet = TestFleet.Oracle(3).From(2, 4).Dead(1);
        var plan = Plan(fleet, requested: 4);
        Assert.Equal(("nobody", BlockerCode.NotADirectReplica), (PlanText.Candidate(plan), PlanText.Blockers(plan)));
        Assert.Contains("must be directly replicating from the primary", plan.Blockers[0].Reason);
        Assert.Equal("4", PlanText.Candidate(Plan(fleet.Rule(PromotionRule.MustNot, 2, 3), requested: 4)));
    }

    [Fact]
    public void Takes_who_is_asked_for_and_says_so()
    {
        var plan = Plan(TestFleet.Oracle().Dead(1), requested: 3);
        Assert.True(plan.IsExecutable);
        Assert.Equal("3", PlanText.Candidate(plan));
        Assert.StartsWith("It was asked for", PlanText.Verdict(plan, 3).Reason, StringComparison.Ordinal);
        Assert.Contains("testhost:3 was asked for", PlanText.Verdict(plan, 2).Reason);
    }

    [Fact]
    public void Who_is_not_known_or_primary_already_cannot_be_asked_for()
    {
        Assert.Contains("not known", Plan(TestFleet.Oracle().Dead(1), requested: 99).Blockers.Single().Reason);
        Assert.Contains("primary already", Plan(TestFleet.Oracle().Dead(1), requested: 1).Blockers.Single().Reason);
    }

    [Fact]
    public void Refuses_when_nobody_can_be_promoted_and_says_why_for_each()
    {
        var plan = Plan(TestFleet.Oracle().Dead(1).Rule(PromotionRule.MustNot, 2).Invalid(3).Delay(3600, 4));
        Assert.Equal(("nobody", BlockerCode.NoCandidate), (PlanText.Candidate(plan), PlanText.Blockers(plan)));
        Assert.Equal(3, plan.Verdicts.Count(v => !v.IsEligible && v.Reason.Length > 0));
        Assert.Empty(plan.Steps);
        Assert.Contains("no replicas", Plan(TestFleet.Oracle(0).Invalid(1)).Blockers.Single().Reason);
    }

    /// <summary>Cells: setting, blockers when only 2 is left.</summary>
    [Theory]
    [InlineData("dc", BlockerCode.CrossDataCenter, "PreventCrossDataCenterMasterFailover")]
    [InlineData("region", BlockerCode.CrossRegion, "PreventCrossRegionMasterFailover")]
    [InlineData("lag", BlockerCode.Lag, "60 s")]
    [InlineData("applier", BlockerCode.ApplierBehind, "FailMasterPromotionIfSQLThreadNotUpToDate")]
    public void The_policy_steers_to_others_and_blocks_when_there_are_none(string what, string code, string words)
    {
        var policy = new RecoveryPolicy { PreventCrossDataCenter = what == "dc", PreventCrossRegion = what == "region", FailPromotionOnLagSeconds = what == "lag" ? 60 : null, FailPromotionIfApplierBehind = what == "applier" };
        var fleet = TestFleet.Oracle().Dead(1).Rule(PromotionRule.Prefer, 2).DataCenter("far", 2).Region("away", 2).Lag(60, 2).Executed("1:1-99", 2);
        Assert.Equal(("3", "none"), (PlanText.Candidate(Plan(fleet, policy)), PlanText.Blockers(Plan(fleet, policy))));
        Assert.Contains(words, PlanText.Verdict(Plan(fleet, policy), 2).Reason);

        var blocked = Plan(fleet.Rule(PromotionRule.MustNot, 3, 4), policy);
        Assert.Equal(("2", code), (PlanText.Candidate(blocked), PlanText.Blockers(blocked)));
        Assert.False(blocked.IsExecutable);
        Assert.Contains(words, blocked.Blockers[0].Reason);
        Assert.Equal(code, PlanText.Blockers(Plan(fleet.Rule(PromotionRule.Neutral, 3, 4), policy, 2)));
    }

    [Fact]
    public void A_lag_below_the_limit_or_unknown_does_not_block()
    {
        var policy = new RecoveryPolicy { FailPromotionOnLagSeconds = 60 };
        Assert.True(Plan(TestFleet.Oracle(1).Dead(1).Lag(59, 2), policy).IsExecutable);
        Assert.True(Plan(TestFleet.Oracle(1).Dead(1).Snapshot([2], s => s with { LagSeconds = null }), policy).IsExecutable);
    }

    [Fact]
    public void A_replica_without_gtid_among_others_is_left_behind()
    {
        var plan = Plan(TestFleet.MariaDb().Dead(1).Replication([2], r => r with { UsesMariaDbGtid = false }));
        Assert.Equal(("3", "2"), (PlanText.Candidate(plan), PlanText.Lost(plan)));
        Assert.Contains("by GTID", plan.LostReplicas[0].Reason);
    }

    [Fact]
    public void Replicas_that_cannot_follow_are_named_and_not_moved()
    {
        var plan = Plan(TestFleet.Oracle().Dead(1).Rule(PromotionRule.MustNot, 3, 4).Snapshot([2], s => s with { Version = "9.7.0" }).Snapshot([3], s => s with { Version = "9.1.0" }).Executed("1:1-90", 4).Received("1:1-90", 4).Purged("1:1-95", 2));
        Assert.Equal(("2", "3 4"), (PlanText.Candidate(plan), PlanText.Lost(plan)));
        Assert.Contains("below 9.7", plan.LostReplicas[0].Reason);
        Assert.Contains("below 9.7", plan.LostReplicas[1].Reason);
        plan = Plan(TestFleet.Oracle().Dead(1).Has("1:1-90", 4).Purged("1:1-95", 2, 3));
        Assert.Equal(("2", "4"), (PlanText.Candidate(plan), PlanText.Lost(plan)));
        Assert.Contains("purged", plan.LostReplicas[0].Reason);
    }

    internal static RecoveryPlan Plan(TestFleet fleet, RecoveryPolicy? policy = null, int? requested = null, int failed = 1) =>
        RecoveryPlanner.PlanDeadPrimary(fleet.Topology, TestFleet.Key(failed), policy ?? new RecoveryPolicy(), requested is { } port ? TestFleet.Key(port) : null);
}
