using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>1 is the primary with the replicas 2, 3 and 4; 5, 6 and 7 replicate from 2, which is lost.</summary>
public class LostSourcePlanTests
{
    static TestFleet Fleet(GtidKind kind = GtidKind.Oracle) => new TestFleet()
        .AddGtid(1, 0, kind).AddGtid(2, 1, kind).AddGtid(3, 1, kind).AddGtid(4, 1, kind).AddGtid(5, 2, kind).AddGtid(6, 2, kind).AddGtid(7, 2, kind)
        .Dead(2);

    static RecoveryPlan Plan(TestFleet fleet, RecoveryPolicy? policy = null, int? requested = null) =>
        RecoveryPlanner.PlanDeadIntermediate(fleet.Topology, TestFleet.Key(2), policy ?? new RecoveryPolicy(), requested is { } port ? TestFleet.Key(port) : null);

    /// <summary>Cells: what is different, the steps.</summary>
    public static TheoryData<string[]> Cases => TextTable.Rows("""
        nothing                | 1 Repoint 5<3, 1 Repoint 6<3, 1 Repoint 7<3
        far 3                  | 1 Repoint 5<4, 1 Repoint 6<4, 1 Repoint 7<4
        prefer 4               | 1 Repoint 5<4, 1 Repoint 6<4, 1 Repoint 7<4
        invalid 3              | 1 Repoint 5<4, 1 Repoint 6<4, 1 Repoint 7<4
        must-not 3             | 1 Repoint 5<4, 1 Repoint 6<4, 1 Repoint 7<4
        lag 3                  | 1 Repoint 5<4, 1 Repoint 6<4, 1 Repoint 7<4
        delay 3                | 1 Repoint 5<4, 1 Repoint 6<4, 1 Repoint 7<4
        stopped 3              | 1 Repoint 5<4, 1 Repoint 6<4, 1 Repoint 7<4
        filters 3              | 1 Repoint 5<4, 1 Repoint 6<4, 1 Repoint 7<4
        no-log 3               | 1 Repoint 5<4, 1 Repoint 6<4, 1 Repoint 7<4
        errant 3               | 1 Repoint 5<4, 1 Repoint 6<4, 1 Repoint 7<4
        far 34                 | 1 Repoint 5<3, 2 Repoint 6<5, 2 Repoint 7<5
        far 34; prefer 6       | 1 Repoint 6<3, 2 Repoint 5<6, 2 Repoint 7<6
        far 34; must-not 5     | 1 Repoint 6<3, 2 Repoint 5<6, 2 Repoint 7<6
        far 34; no-log 567     | 1 Repoint 5<3, 1 Repoint 6<3, 1 Repoint 7<3
        invalid 34             | 1 Repoint 5<1, 2 Repoint 6<5, 2 Repoint 7<5
        invalid 34; no-log 567 | 1 Repoint 5<1, 1 Repoint 6<1, 1 Repoint 7<1
        invalid 34; invalid 67 | 1 Repoint 5<1
        invalid 6              | 1 Repoint 5<3, 1 Repoint 7<3
        old-version 5          | 1 Repoint 6<3, 1 Repoint 7<3
        """);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Replicas_go_to_a_sibling_nearby_else_gather_and_go_elsewhere_else_up(string[] row)
    {
        var fleet = row[0].Split(';', StringSplitOptions.TrimEntries).Aggregate(Fleet(), Change);
        Assert.Equal(row[1], PlanText.Steps(Plan(fleet)));
    }

    [Fact]
    public void The_way_up_passes_over_an_ancestor_that_is_lost_too()
    {
        var fleet = new TestFleet().AddGtid(1, 0).AddGtid(2, 1).AddGtid(3, 2).AddGtid(4, 3).Dead(2).Dead(3);
        var plan = RecoveryPlanner.PlanDeadIntermediate(fleet.Topology, TestFleet.Key(3), new RecoveryPolicy());
        Assert.Equal("1 Repoint 4<1", PlanText.Steps(plan));
    }

    [Theory, InlineData(GtidKind.Oracle), InlineData(GtidKind.MariaDb)]
    public void A_new_source_is_waited_for_until_it_has_what_its_replicas_have(GtidKind kind)
    {
        var fleet = kind == GtidKind.Oracle
            ? Fleet(kind).Executed("1:1-110", 1).Has("1:1-105", 5, 6, 7).Has("1:1-108", 6)
            : Fleet(kind).Executed("0-1-110", 1).Has("0-1-105", 5, 6, 7).Has("0-1-108", 6);
        var plan = Plan(fleet);
        Assert.Equal("1 Wait 3, 2 Repoint 5<3, 2 Repoint 6<3, 2 Repoint 7<3", PlanText.Steps(plan));
        Assert.Equal(kind == GtidKind.Oracle ? TestFleet.Expand("1:101-108") : "0-1-108", plan.Steps[0].GtidSet);
        Assert.True(plan.IsExecutable);
    }

    [Fact]
    public void What_stays_behind_is_named_with_its_reason()
    {
        var plan = Plan(Fleet().Replication([5], r => r with { UsesOracleGtid = false }).Invalid(6).Purged("1:1-150", 3, 4, 1).Executed("1:1-200", 1, 3, 4));
        Assert.Equal("5 6 7", PlanText.Lost(plan));
        Assert.Equal(BlockerCode.NoCandidate, PlanText.Blockers(plan));
        Assert.Contains("does not position itself by GTID", PlanText.Verdict(plan, 5).Reason, StringComparison.Ordinal);
        Assert.Contains("cannot be reached", PlanText.Verdict(plan, 6).Reason, StringComparison.Ordinal);
        Assert.Contains("has purged transactions", PlanText.Verdict(plan, 7).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_was_asked_for_is_taken_or_none()
    {
        Assert.Equal("1 Repoint 5<4, 1 Repoint 6<4, 1 Repoint 7<4", PlanText.Steps(Plan(Fleet(), requested: 4)));
        Assert.Equal("1 Repoint 5<1, 1 Repoint 6<1, 1 Repoint 7<1", PlanText.Steps(Plan(Fleet(), requested: 1)));
        Assert.Equal(BlockerCode.NoCandidate, PlanText.Blockers(Plan(Fleet(), requested: 6)));
    }

    [Theory, InlineData(1, BlockerCode.NotAnIntermediate), InlineData(3, BlockerCode.NoReplicas), InlineData(9, BlockerCode.UnknownInstance)]
    public void Only_an_intermediate_is_replaced_as_a_source(int port, string blocker)
    {
        var plan = RecoveryPlanner.PlanDeadIntermediate(Fleet().Topology, TestFleet.Key(port), new RecoveryPolicy());
        Assert.Equal((blocker, false), (PlanText.Blockers(plan), plan.IsExecutable));
    }

    [Theory]
    [InlineData("ONLINE", "ONLINE", "1 Repoint 4<2, 1 Repoint 5<2")]
    [InlineData("RECOVERING", "ONLINE", "1 Repoint 4<3, 1 Repoint 5<3")]
    [InlineData("ERROR", "OFFLINE", "")]
    public void The_replicas_of_a_groups_member_move_to_another_member_that_is_online(string second, string third, string steps)
    {
        TestFleet fleet = new TestFleet().AddGtid(1, 0).AddGtid(2, 0).AddGtid(3, 0).AddGtid(4, 1).AddGtid(5, 1).Dead(1);
        foreach (var (port, state) in new[] { (1, "ONLINE"), (2, second), (3, third) })
        {
            fleet.Snapshot([port], s => s with
            {
                GroupName = "g",
                GroupMemberState = state,
                GroupMemberRole = port == 3 ? "PRIMARY" : "SECONDARY",
                GroupMembers = [TestFleet.Key(1), TestFleet.Key(2), TestFleet.Key(3)],
            });
        }

        var plan = RecoveryPlanner.PlanDeadGroupMember(fleet.Topology, TestFleet.Key(1), new RecoveryPolicy());
        Assert.Equal((steps, steps.Length > 0), (PlanText.Steps(plan), plan.IsExecutable));
    }

    static TestFleet Change(TestFleet fleet, string change)
    {
        if (change == "nothing") return fleet;
        var words = change.Split(' ');
        int[] ports = [.. words[1].Select(d => d - '0')];
        return words[0] switch
        {
            "far" => fleet.DataCenter("seattle", ports),
            "prefer" => fleet.Rule(PromotionRule.Prefer, ports),
            "must-not" => fleet.Rule(PromotionRule.MustNot, ports),
            "invalid" => fleet.Invalid(ports),
            "lag" => fleet.Lag(100, ports),
            "delay" => fleet.Delay(3600, ports),
            "stopped" => fleet.NoApplier(ports),
            "filters" => fleet.Replication(ports, r => r with { HasFilters = true }),
            "no-log" => fleet.Snapshot(ports, s => s with { LogReplicaUpdates = false }),
            "errant" => fleet.Errant("3:1", ports),
            "old-version" => fleet.Snapshot(ports, s => s with { Version = "5.7.44" }),
            _ => throw new ArgumentException(change, nameof(change)),
        };
    }
}
