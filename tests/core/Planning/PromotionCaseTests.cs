using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Planning;

/// <summary>
/// orchestrator's cases of replacing a first choice (22294, with 22295 to 22297 below it) by a better one. Here nobody is promoted only to be replaced:
/// the four replicas of the lost 22293 are looked at together, before anything is moved. The last digit stands for the instance.
/// </summary>
public class PromotionCaseTests
{
    public static TheoryData<string[]> Cases => TextTable.Rows("""
        trivial                | ny      | ny      | ny      | ny      | seattle |      |   | 4
        is-candidate           | seattle | seattle | seattle | seattle | seattle | 4567 |   | 4
        candidate-same-dc      | seattle | seattle | seattle | seattle | seattle | 7    |   | 7
        candidate-different-dc | ny      | seattle | seattle | ny      | seattle | 7    |   | 7
        different-dc           | ny      | seattle | seattle | ny      | seattle | 5    |   | 5
        ignore-no-binlog       | ny      | ny      | ny      | ny      | ny      | 6    |   | 4
        multiple-candidates    | ny      | seattle | ny      | seattle | seattle | 57   |   | 5
        multiple-candidates-2  | ny      | seattle | seattle | seattle | ny      | 57   |   | 7
        prefer-not             | ny      | seattle | seattle | seattle | ny      |      | 4 | 7
        prefer-not-2           | seattle | ny      | ny      | seattle | sf      |      | 4 | 5
        """);

    /// <summary>Cells: case, data centres of 3 to 7, who is preferred, who is prefer_not, who is promoted.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Promotes_what_orchestrator_ends_up_with(string[] row)
    {
        var fleet = Siblings();
        for (var i = 3; i <= 7; i++) fleet.DataCenter(row[i - 2], 22290 + i);
        fleet.Rule(PromotionRule.Prefer, Scenario.Ports(row[6])).Rule(PromotionRule.PreferNot, Scenario.Ports(row[7])).Dead(22293);
        var plan = RecoveryPlanner.PlanDeadPrimary(fleet.Topology, TestFleet.Key(22293), new RecoveryPolicy());
        Assert.Equal(Scenario.Ports(row[8])[0], plan.Candidate?.Port);
        Assert.True(plan.IsExecutable);
    }

    /// <summary>With several that would do, orchestrator's loops take the last one that they meet. Ours takes the first of a total order: here the smallest key.</summary>
    [Fact]
    public void Takes_the_first_and_not_the_last_of_equals()
    {
        var fleet = Siblings().DataCenter("ny", 22297).Rule(PromotionRule.Prefer, 22295, 22297).Rule(PromotionRule.PreferNot, 22294).Dead(22293);
        var plan = RecoveryPlanner.PlanDeadPrimary(fleet.Topology, TestFleet.Key(22293), new RecoveryPolicy());
        Assert.Equal(TestFleet.Key(22295), plan.Candidate);
    }

    /// <summary>orchestrator would promote 22294 and then let 22297 below it take its place. Ours moves only what has to move: deeper tiers are the last resort.</summary>
    [Fact]
    public void Keeps_a_direct_replica_rather_than_a_preferred_one_below_it()
    {
        var fleet = Siblings().From(22294, 22295, 22296, 22297).Rule(PromotionRule.Prefer, 22297).Dead(22293);
        var plan = RecoveryPlanner.PlanDeadPrimary(fleet.Topology, TestFleet.Key(22293), new RecoveryPolicy());
        Assert.Equal(TestFleet.Key(22294), plan.Candidate);
        Assert.Contains("last resort", plan.Verdicts.Single(v => v.Instance.Port == 22297).Reason);
    }

    /// <summary>The case get-candidate-replica: without GTIDs the one that has read furthest; the others find their place by Pseudo-GTID.</summary>
    [Fact]
    public void Without_gtids_promotes_the_replica_that_has_read_furthest()
    {
        var behind = new BinlogCoordinates("mysql-bin.000167", 4);
        var fleet = TestFleet.Base().Replication([22294, 22296], r => r with { Read = behind, Executed = behind }).Dead(22293);
        var plan = RecoveryPlanner.PlanDeadPrimary(fleet.Topology, TestFleet.Key(22293), new RecoveryPolicy());
        Assert.Equal(TestFleet.Key(22297), plan.Candidate);
        Assert.Empty(plan.Blockers);
        Assert.All(plan.Steps.Where(s => s.Kind == PlanStepKind.Repoint), s => Assert.Equal(Positioning.PseudoGtid, s.Positioning));
    }

    static TestFleet Siblings()
    {
        int[] all = [22293, 22294, 22295, 22296, 22297];
        return TestFleet.Base().From(22293, 22295)
            .Snapshot(all, s => s with { GtidKind = GtidKind.Oracle, GtidMode = "ON", ExecutedGtidSet = TestFleet.Expand("22293:1-100"), ServerId = TestFleet.Uuid(s.Key.Port) })
            .Replication([22294, 22295, 22296, 22297], r => r with { UsesOracleGtid = true, SourceServerId = TestFleet.Uuid(22293) });
    }
}
