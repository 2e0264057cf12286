using Ham4Db.Core.Model;
using Ham4Db.Core.Tests.Fixtures;

namespace Ham4Db.Core.Tests.Model;

public class ClusterTopologyTests
{
    /// <summary>
    /// Cells: links (replica&lt;source, a letter alone has no source, /source is detached), the primary in charge, depths, co-primaries, intermediates.
    /// Letters stand for ports: A is 1. An upper-case name is writable, a lower-case one read-only; ! is demoted.
    /// </summary>
    public static TheoryData<string[]> Shapes => TextTable.Rows("""
        A b<A c<A            | A    | a0 b1 c1          |     |
        A b<A c<b d<c        | A    | a0 b1 c2 d3       |     | b c
        A b<A c<A d<c e<c    | A    | a0 b1 c1 d2 e2    |     | c
        A<b b<A              | A    | a0 b0             | a b |
        a<B B<a              | B    | a0 b0             | a b |
        A<b b<A c<b d<A      | A    | a0 b0 c1 d1       | a b |
        A<c b<A c<b          | A    | a0 b0 c0          | a b c |
        A<d b<A c<b d<c e<c  | A    | a0 b0 c0 d0 e1    | a b c d |
        A                    | A    | a0                |     |
        A<A                  | A    | a0                |     |
        A! B c<B             | B    | a0 b0 c1          |     |
        A! b c<A             | b    | a0 b0 c1          |     |
        a b<a C              | a    | a0 b1 c0          |     |
        A B                  | A    | a0 b0             |     |
        a B                  | B    | a0 b0             |     |
        A c<A B d<B e<d      | B    | a0 b0 c1 d1 e2    |     | d
        b</a C d<C           | C    | b0 c0 d1          |     |
        b</a                 | none | b0                |     |
        b<z c<b              | none | b0 c1             |     | b
        """);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Roles_and_tiers_come_from_the_snapshots(string[] row)
    {
        var topology = Draw(row[0]);
        Assert.Equal(row[1].ToLowerInvariant(), topology.Primary is { } primary ? Name(primary.Key) : "none");
        Assert.Equal(row[2], string.Join(' ', topology.Members.Keys.Select(k => $"{Name(k)}{topology.DepthOf(k)}")));
        Assert.Equal(row[3], string.Join(' ', topology.Members.Keys.Where(topology.IsCoPrimary).Select(Name)));
        Assert.Equal(row[4], string.Join(' ', topology.Members.Keys.Where(topology.IsIntermediatePrimary).Select(Name)));
    }

    [Fact]
    public void Ancestors_and_descendants_follow_the_links()
    {
        var topology = Draw("A b<A c<b d<c e<A");
        Assert.Equal("c b a", Names(topology.AncestorsOf(Key('d'))));
        Assert.Equal("b e c d", Names(topology.DescendantsOf(Key('a'))));
        Assert.True(topology.IsDescendantOf(Key('d'), Key('b')));
        Assert.False(topology.IsDescendantOf(Key('b'), Key('d')));
        Assert.False(topology.IsDescendantOf(Key('b'), Key('b')));
        Assert.Equal("b e", Names(topology.ReplicasOf(Key('a'))));
        Assert.Equal(Key('c'), topology.SourceOf(Key('d'))!.Key);
        Assert.Null(topology.SourceOf(Key('a')));
    }

    [Fact]
    public void A_replica_that_finds_its_source_under_a_registered_name_stands_below_it()
    {
        var fleet = TestFleet.MariaDb(2).Replication([2], r => r with { Source = r.Source with { Host = "vip" } });
        Assert.Null(fleet.Topology.SourceOf(TestFleet.Key(2)));
        fleet.Member([1], m => m with { VirtualHost = "vip" });
        Assert.Equal(TestFleet.Key(1), fleet.Topology.SourceOf(TestFleet.Key(2))!.Key);
    }

    [Fact]
    public void Circles_end()
    {
        var topology = Draw("A<c b<A c<b d<c");
        Assert.Equal("c b a", Names(topology.AncestorsOf(Key('d'))));
        Assert.Equal("c b", Names(topology.AncestorsOf(Key('a'))));
        Assert.Equal("b c d", Names(topology.DescendantsOf(Key('a'))));
        Assert.Equal("c d", Names(topology.DescendantsOf(Key('b'), Key('a'))));
        Assert.Equal(1, topology.DepthOf(Key('d')));
        Assert.False(topology.IsDescendantOf(Key('a'), Key('a')));
        Assert.False(topology.IsPrimary(Key('a')));
    }

    [Fact]
    public void What_is_not_known_has_no_role()
    {
        var topology = Draw("A b<A");
        var stranger = Key('x');
        Assert.False(topology.IsPrimary(stranger) || topology.IsCoPrimary(stranger) || topology.IsIntermediatePrimary(stranger));
        Assert.Empty(topology.ReplicasOf(stranger));
        Assert.Null(topology.SourceOf(stranger));
        Assert.Equal(0, topology.DepthOf(stranger));
    }

    [Fact]
    public void A_detached_replica_has_no_source_and_is_in_charge_of_nothing()
    {
        var topology = Draw("A b<A c</a");
        Assert.Null(topology.SourceOf(Key('c')));
        Assert.True(topology.IsPrimary(Key('c')));
        Assert.Equal(Key('a'), topology.Primary!.Key);
        Assert.Equal("b", Names(topology.ReplicasOf(Key('a'))));
    }

    [Fact]
    public void A_source_is_found_by_its_server_id_where_the_address_is_another()
    {
        var fleet = TestFleet.Oracle(2);
        fleet.Replication([2, 3], r => r with { Source = r.Source with { Host = "vip", Port = 3306 } });
        Assert.Equal("2 3", string.Join(' ', fleet.Topology.ReplicasOf(TestFleet.Key(1)).Select(m => m.Key.Port)));
    }

    [Fact]
    public void A_server_id_tells_more_than_the_address()
    {
        var fleet = TestFleet.Oracle(2).Replication([3], r => r with { SourceServerId = TestFleet.Uuid(2) });
        Assert.Equal(2, fleet.Topology.SourceOf(TestFleet.Key(3))!.Key.Port);
    }

    [Fact]
    public void An_address_counts_where_the_server_id_is_of_nobody_known()
    {
        var fleet = TestFleet.Oracle(1).Replication([2], r => r with { SourceServerId = TestFleet.Uuid(77) });
        Assert.Equal(1, fleet.Topology.SourceOf(TestFleet.Key(2))!.Key.Port);
    }

    [Fact]
    public void A_source_is_found_by_the_name_that_only_one_server_calls_itself()
    {
        var fleet = TestFleet.MariaDb(1).Snapshot([1], s => s with { ReportedHost = "db-a" }).Replication([2], r => r with { Source = r.Source with { Host = "db-a" } });
        Assert.Equal(1, fleet.Topology.SourceOf(TestFleet.Key(2))!.Key.Port);
        Assert.Null(fleet.Replication([2], r => r with { Source = r.Source with { Port = 99 } }).Topology.SourceOf(TestFleet.Key(2)));
        var loopback = TestFleet.MariaDb(1).Snapshot([1], s => s with { ReportedHost = "localhost" }).Replication([2], r => r with { Source = r.Source with { Host = "localhost" } });
        Assert.Null(loopback.Topology.SourceOf(TestFleet.Key(2)));
    }

    [Fact]
    public void A_source_is_found_by_who_alone_lists_the_replica()
    {
        var fleet = TestFleet.MariaDb(2).Replication([2], r => r with { Source = r.Source with { Host = "vip" } });
        Assert.Null(fleet.Topology.SourceOf(TestFleet.Key(2)));
        fleet.Snapshot([1], s => s with { Replicas = [TestFleet.Key(2)] });
        Assert.Equal(1, fleet.Topology.SourceOf(TestFleet.Key(2))!.Key.Port);
        Assert.Null(fleet.Snapshot([3], s => s with { Replicas = [TestFleet.Key(2)] }).Topology.SourceOf(TestFleet.Key(2)));
    }

    [Fact]
    public void Two_addresses_of_one_server_are_one_instance()
    {
        var fleet = TestFleet.Oracle(2).AddGtid(9, 0).Snapshot([9], s => s with { ServerId = TestFleet.Uuid(1).ToUpperInvariant(), ServerNumber = 1 })
            .Replication([3], r => r with { Source = TestFleet.Key(9) });
        var topology = fleet.Topology;
        Assert.Equal(TestFleet.Key(1), topology.CanonicalKey(TestFleet.Key(9)));
        Assert.Equal([2, 3], topology.ReplicasOf(TestFleet.Key(9)).Select(m => m.Key.Port));
        Assert.Equal(TestFleet.Key(1), topology.Primary!.Key);
    }

    [Fact]
    public void A_server_that_answers_under_one_address_is_treated_under_that()
    {
        var fleet = TestFleet.Oracle(1).AddGtid(9, 0).Snapshot([9], s => s with { ServerId = TestFleet.Uuid(1), ServerNumber = 1 }).Invalid(1);
        Assert.Equal(TestFleet.Key(9), fleet.Topology.CanonicalKey(TestFleet.Key(1)));
        Assert.Equal(TestFleet.Key(9), fleet.Topology.SourceOf(TestFleet.Key(2))!.Key);
    }

    [Fact]
    public void An_identity_that_is_not_the_servers_own_makes_no_alias()
    {
        // MariaDB's server_uid comes from the network card and the port; PostgreSQL's system identifier is the cluster's.
        var maria = TestFleet.MariaDb(2).Snapshot([1, 2, 3], s => s with { ServerId = "same-card" });
        Assert.All(maria.Ports, p => Assert.Equal(TestFleet.Key(p), maria.Topology.CanonicalKey(TestFleet.Key(p))));
        var postgres = TestFleet.Oracle(1).Members.Select(m => m with { Snapshot = m.Snapshot with { Key = m.Key with { Engine = DatabaseEngine.PostgreSql }, ServerId = "7", ServerNumber = 7 } });
        var topology = new ClusterTopology("c", postgres);
        Assert.All(topology.Members.Keys, k => Assert.Equal(k, topology.CanonicalKey(k)));
    }

    [Fact]
    public void Further_channels_make_no_link()
    {
        var fleet = TestFleet.Oracle(2).Snapshot([3], s => s with { OtherChannels = [new ReplicationStatus { Channel = "x", Source = TestFleet.Key(2) }] });
        Assert.Empty(fleet.Topology.ReplicasOf(TestFleet.Key(2)));
    }

    [Theory]
    [InlineData(true, true, true, 1, DurabilityClass.SemiSynchronous)]
    [InlineData(true, true, true, 0, DurabilityClass.Asynchronous)]
    [InlineData(true, true, false, 1, DurabilityClass.Asynchronous)]
    [InlineData(true, false, true, 1, DurabilityClass.Asynchronous)]
    [InlineData(false, true, true, 1, DurabilityClass.Asynchronous)]
    public void Durability_is_what_is_in_force_and_lossless(bool enabled, bool active, bool lossless, int wait, DurabilityClass expected)
    {
        var fleet = TestFleet.Oracle().Snapshot([1], s => s with { SemiSync = new SemiSyncStatus { SourceEnabled = enabled, SourceActive = active, IsLossless = lossless, WaitForReplicaCount = wait } });
        Assert.Equal(expected, fleet.Topology.Durability);
    }

    [Fact]
    public void A_group_is_synchronous_and_its_secondaries_are_no_primaries()
    {
        var fleet = TestFleet.Oracle(0).AddGtid(2, 0).Snapshot([1, 2], s => s with { GroupName = "g", GroupMemberState = "ONLINE", GroupMemberRole = s.Key.Port == 1 ? "PRIMARY" : "SECONDARY" });
        Assert.Equal(DurabilityClass.Synchronous, fleet.Topology.Durability);
        Assert.True(fleet.Topology.IsPrimary(TestFleet.Key(1)));
        Assert.False(fleet.Topology.IsPrimary(TestFleet.Key(2)));
    }

    static ClusterTopology Draw(string links)
    {
        var fleet = new TestFleet();
        foreach (var link in links.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = link.Split('<');
            var (name, port) = (parts[0][0], Port(parts[0][0]));
            fleet.Add(port, parts.Length > 1 ? Port(parts[1].TrimStart('/')[0]) : 0, port, BinlogCoordinates.None)
                .Snapshot([port], s => s with { IsReadOnly = char.IsLower(name) })
                .Member([port], m => m with { IsDemoted = parts[0].EndsWith('!') });
            if (link.Contains('/')) fleet.Replication([port], r => r with { Source = r.Source with { Host = "//testhost" } });
        }

        return fleet.Topology;
    }

    static int Port(char name) => char.ToLowerInvariant(name) - 'a' + 1;

    static InstanceKey Key(char name) => TestFleet.Key(Port(name));

    static string Name(InstanceKey key) => ((char)('a' + key.Port - 1)).ToString();

    static string Names(IEnumerable<ClusterMember> members) => string.Join(' ', members.Select(m => Name(m.Key)));
}
