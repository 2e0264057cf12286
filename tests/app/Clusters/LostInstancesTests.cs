using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Clusters;

/// <summary>db1 was lost, db2 took over, db3 was left behind.</summary>
public sealed class LostInstancesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly InstanceKey[] Keys = [ScriptedFleet.Key("db1"), ScriptedFleet.Key("db2"), ScriptedFleet.Key("db3")];

    [Theory]
    [InlineData(0, 365 * 24 * 60)]
    [InlineData(30, 30)]
    public void The_old_primary_and_those_left_behind_are_downtimed_and_the_successor_is_not(int minutes, int expected)
    {
        var state = new ClusterState
        {
            Demoted = [new DemotedInstance { Key = Keys[0], RecoveryUid = "1" }],
            Downtimes = new Dictionary<string, Downtime> { [FleetTables.RowKey(Keys[1])] = new("me", "disk", Now, Now.AddHours(1)) },
        };

        var downtimes = LostInstances.After(state, new RecoveryOutcome { Successor = Keys[1], LostReplicas = [Keys[2]] }, new Ham4DbOptions { MasterFailoverLostInstancesDowntimeMinutes = minutes }, Now);

        Assert.Equal([FleetTables.RowKey(Keys[0]), FleetTables.RowKey(Keys[2])], downtimes.Keys.Order());
        Assert.All(downtimes.Values, d => Assert.Equal((Downtime.LostInRecovery, Now.AddMinutes(expected)), (d.Reason, d.EndsAt)));
    }

    [Theory]
    [InlineData("replicates", true)]
    [InlineData("is the primary", true)]
    [InlineData("does not receive", false)]
    [InlineData("was not seen since", false)]
    [InlineData("follows the lost one", false)]
    [InlineData("is not reachable", false)]
    [InlineData("is downtimed by a person", false)]
    public void A_downtime_ends_when_the_instance_is_well(string what, bool isEnded)
    {
        var fleet = new ScriptedFleet();
        fleet.AddCluster("db");
        (fleet[Keys[1]].Source, fleet[Keys[1]].IsReadOnly, fleet[Keys[2]].Source, fleet[Keys[0]].IsReadOnly) = (null, false, Keys[1], true);
        if (what == "does not receive") fleet[Keys[2]].IsReceiving = false;
        if (what == "follows the lost one") fleet[Keys[2]].Source = Keys[0];
        var lost = what == "is the primary" ? Keys[1] : Keys[2];
        var begun = what == "was not seen since" ? DateTimeOffset.UtcNow.AddHours(1) : DateTimeOffset.UtcNow.AddHours(-1);
        var reason = what == "is downtimed by a person" ? "disk" : Downtime.LostInRecovery;
        var state = new ClusterState { Downtimes = new Dictionary<string, Downtime> { [FleetTables.RowKey(lost)] = new("ham4db", reason, begun, begun.AddDays(365)) } };
        var members = Keys.Select(key => new ClusterMember { Snapshot = fleet[key].Snapshot(fleet), IsLastCheckValid = what != "is not reachable" || key != lost, IsDemoted = key == Keys[0] });

        var well = LostInstances.Well(state, new ClusterTopology("c", members));
        var settled = LostInstances.Settle(state, well, new Ham4DbOptions(), begun.AddHours(1));

        Assert.Equal((isEnded, isEnded ? 0 : 1), (well.Count > 0, settled.Downtimes.Count));
    }

    [Fact]
    public void A_downtime_until_it_is_well_is_renewed_and_one_with_an_end_is_not()
    {
        var row = FleetTables.RowKey(Keys[2]);
        var state = new ClusterState { Downtimes = new Dictionary<string, Downtime> { [row] = new("ham4db", Downtime.LostInRecovery, Now, Now.AddDays(365)) } };
        Assert.Same(state, LostInstances.Settle(state, [], new Ham4DbOptions(), Now.AddHours(23)));
        Assert.Equal(Now.AddDays(365 + 2), LostInstances.Settle(state, [], new Ham4DbOptions(), Now.AddDays(2)).Downtimes[row].EndsAt);
        Assert.Same(state, LostInstances.Settle(state, [], new Ham4DbOptions { MasterFailoverLostInstancesDowntimeMinutes = 30 }, Now.AddDays(2)));
        // Told twice, or after a person has downtimed it anew, it changes nothing.
        Assert.Same(state, LostInstances.Settle(state, [Keys[0]], new Ham4DbOptions(), Now));
    }
}
