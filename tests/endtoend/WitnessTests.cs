using Ham4Db.Core.Analysis;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class WitnessTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task A_replica_that_is_connected_while_its_applier_stands_speaks_for_its_primary(ServerFlavor flavor)
    {
        Assert.Null(await TopologyNetwork.WhyUnavailableAsync(Cancelled));
        var topology = new TopologyOptions { Flavor = flavor, Layout = TopologyLayout.ThreeNodes, UseNetworkNamespaces = true };
        await using var fleet = await Fleet.StartAsync(topology, o => o with { InstancePollSeconds = 1 }, Cancelled);
        var network = fleet.Topology.Network!;
        var witness = fleet.Server(2);

        // The manager and one replica are cut off from the primary, which goes on: the other replica still receives what is written there.
        await witness.StopApplierAsync();
        await fleet.WaitForAsync("the applier is seen to stand", async () => (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(2)).Snapshot.Replication is { IsRunning: false, IsConnected: true });
        await network.CutAsync(0, 1, Cancelled);
        await network.CutFromManagerAsync(0, Cancelled);
        await fleet.WaitForFindingAsync(AnalysisCode.UnreachablePrimary, 0);
        await fleet.WaitForAsync("the other replica cannot connect", async () => (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(1)).Snapshot.Replication is { IsConnected: false });
        await fleet.AssertNoRecoveryAsync(TimeSpan.FromSeconds(3));
        await fleet.Topology.Primary.ExecuteAsync("INSERT INTO ham4db_demo.writes (id, token) VALUES (1, 'it lives')", Cancelled);

        // Where nobody hears of it any more it is dead. MariaDB cannot be asked to connect anew without its applier: it notices by itself, or when that runs again.
        await network.IsolateAsync(0, Cancelled);
        if (flavor == ServerFlavor.MariaDb) await witness.StartApplierAsync();
        var recovery = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(recovery);
        Assert.NotEqual(fleet.Key(0), recovery.Successor);
    }
}
