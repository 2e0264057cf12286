using Ham4Db.Core.Model;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Model;

public class ClusterGroupingTests
{
    [Fact]
    public void Links_make_clusters()
    {
        var fleet = TestFleet.Oracle(2).AddGtid(5, 0).AddGtid(6, 5).AddGtid(9, 0);
        Assert.Equal("1 2 3 | 5 6 | 9", Print(fleet));
    }

    [Fact]
    public void Circles_and_tiers_hold_together() =>
        Assert.Equal("1 2 3", Print(TestFleet.MariaDb(1).Add(1, 2, 1, BinlogCoordinates.None).AddGtid(3, 2, GtidKind.MariaDb)));

    [Fact]
    public void Replicas_of_an_unknown_source_are_not_joined_by_it() => Assert.Equal("1 | 2 | 3", Print(TestFleet.MariaDb(2).From(77, 2, 3)));

    [Fact]
    public void A_detached_replica_stays_with_the_source_it_was_detached_from() =>
        Assert.Equal("1 2 3", Print(TestFleet.Oracle(2).Replication([3], r => r with { Source = r.Source with { Host = "//testhost" } })));

    [Fact]
    public void Addresses_of_one_server_belong_together() =>
        Assert.Equal("1 2 9", Print(TestFleet.Oracle(1).AddGtid(9, 0).Snapshot([9], s => s with { ServerId = TestFleet.Uuid(1), ServerNumber = 1 })));

    [Fact]
    public void A_listed_replica_is_joined_when_it_confirms_that_it_is_one()
    {
        var fleet = TestFleet.MariaDb(1).AddGtid(5, 0, GtidKind.MariaDb).Snapshot([1], s => s with { Replicas = [TestFleet.Key(2), TestFleet.Key(5)] })
            .Replication([2], r => r with { Source = r.Source with { Host = "vip" } });
        Assert.Equal("1 2 | 5", Print(fleet));
    }

    [Fact]
    public void Members_of_a_group_belong_together_and_a_shared_name_alone_does_not_join()
    {
        var fleet = new TestFleet().AddGtid(1, 0).AddGtid(2, 0).AddGtid(3, 0).Snapshot([1, 2, 3], s => s with { GroupName = "my_wsrep_cluster" })
            .Snapshot([1], s => s with { GroupMembers = [TestFleet.Key(1), TestFleet.Key(2), TestFleet.Key(88)] });
        Assert.Equal("1 2 | 3", Print(fleet));
    }

    [Fact]
    public void Nobody_makes_no_cluster() => Assert.Empty(ClusterGrouping.Group([]));

    static string Print(TestFleet fleet)
    {
        // The order in which instances are given must not matter.
        var turned = string.Join(" | ", ClusterGrouping.Group(fleet.Members.Reverse()).Select(c => string.Join(' ', c.Select(m => m.Key.Port))));
        Assert.Equal(turned, string.Join(" | ", ClusterGrouping.Group(fleet.Members).Select(c => string.Join(' ', c.Select(m => m.Key.Port)))));
        return turned;
    }
}
