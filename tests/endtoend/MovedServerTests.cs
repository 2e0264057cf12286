using Ham4Db.Core.Model;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

/// <summary>Servers that come back under another address. MariaDB 10.11 has no identity of its own, so that this is MySQL's alone.</summary>
public sealed class MovedServerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replica_and_a_demoted_primary_that_come_back_elsewhere_are_the_same_servers()
    {
        var topology = new TopologyOptions { Flavor = ServerFlavor.MySql, Layout = TopologyLayout.ThreeNodes, SemiSync = false };
        await using var fleet = await Fleet.StartAsync(topology, o => o with { InstancePollSeconds = 1 }, Cancelled);
        using var api = new FleetApi(fleet);
        await api.OkAsync($"begin-downtime/{api.Path(2)}/test/disk/2h");
        await api.OkAsync($"register-candidate/{api.Path(2)}/must_not");
        await api.OkAsync($"tag/{api.Path(2)}?tag=role=backup");
        var before = fleet.Key(2);

        await fleet.Server(2).MoveAsync(cancellationToken: Cancelled);
        await KnownAsync(fleet, [fleet.Key(0), fleet.Key(1), fleet.Key(2)]);
        Assert.NotEqual(before, fleet.Key(2));
        var moved = await api.InstanceAsync(2);
        Assert.Equal((true, "must_not"), (moved.GetProperty("IsDowntimed").GetBoolean(), moved.GetProperty("PromotionRule").GetString()));
        Assert.Equal("role=backup", (await api.ReadAsync($"tags/{api.Path(2)}"))[0].GetString());
        await fleet.WaitUntilWellAsync(0);

        // One that lost its role is recognised where nobody expects it: it takes no writes there, and follows its successor.
        var old = fleet.Topology.Primary;
        old.Kill();
        var recovery = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(recovery);
        Assert.Equal(fleet.Key(1), recovery.Successor);
        await old.MoveAsync(readOnly: false, Cancelled);
        await api.OkAsync($"discover/{api.Path(0)}");
        await KnownAsync(fleet, [fleet.Key(0), fleet.Key(1), fleet.Key(2)]);
        await fleet.WaitForAsync("it has rejoined", async () => (await fleet.StateAsync()).Demoted.Count == 0);
        await fleet.WaitUntilWellAsync(1);
        Assert.Equal(1, await old.QueryAsync<int>("SELECT @@global.read_only", Cancelled));
        await fleet.Server(1).ExecuteAsync($"INSERT INTO {InstanceOperationTests.Table} (id, token) VALUES (1, 'last')", Cancelled);
        await fleet.WaitForAsync("the row arrives", async () =>
            await InstanceOperationTests.HasRowAsync(fleet.Server(0), "last") && await InstanceOperationTests.HasRowAsync(fleet.Server(2), "last"));
    }

    private static Task KnownAsync(Fleet fleet, InstanceKey[] keys) => fleet.WaitForAsync($"exactly {string.Join(", ", keys)} are known, and answer", async () =>
    {
        var members = await fleet.MembersAsync();
        return members.Select(m => m.Key).ToHashSet().SetEquals(keys) && members.All(m => m.IsLastCheckValid);
    });
}
