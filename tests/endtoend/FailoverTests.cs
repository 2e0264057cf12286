using Ham4Db.Core.Model;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.EndToEnd.Tests;

public sealed class FailoverTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task A_killed_primary_is_replaced_and_comes_back_and_no_acknowledged_row_is_lost(ServerFlavor flavor)
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions { Flavor = flavor }, cancellationToken: Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 50, Cancelled);
        await AssertWasDiscoveredAsync(fleet);
        var clusterId = fleet.ClusterId;
        var written = await WrittenDown.BeginAsync(fleet);

        var killedAt = RunClock.Now;
        fleet.Topology.Primary.Kill();
        var recovery = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(recovery);
        await written.AssertAsync(recovery);
        var successor = fleet.Server(recovery.Successor!.Value);
        await writer.WaitForAsync(w => w.AcknowledgedAt > killedAt && w.Port == successor.Port, Cancelled);

        await fleet.Topology.Primary.RestartAsync(cancellationToken: Cancelled);
        // The crash may have left it a commit that it never acknowledged and nobody received.
        var errant = await OldPrimary.SettleAsync(fleet, fleet.Topology.Primary, successor);
        await fleet.WaitForAsync("all others replicate", async () =>
            (await fleet.MembersAsync()).Count(m => m.Key != fleet.Key(0) && m.Snapshot.Replication is { IsRunning: true }) == 3);
        await writer.StopAsync();
        Output.Write($"write outage {writer.Outage!.Duration.TotalMilliseconds:F0} ms; {(errant.Length > 0 ? "errant " + errant : "it rejoined")}");

        await fleet.AssertNoneLostAsync(writer, errant.Length > 0 ? [1, 2, 3, 4] : [0, 1, 2, 3, 4]);
        Assert.Equal(clusterId, Assert.Single(await fleet.Store.GetClustersAsync(Cancelled)).ClusterId);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
        await SecretScan.AssertNothingIsLeakedAsync(fleet);
    }

    // The seed was the replica of an intermediate: its sources were found upwards, and their other replicas downwards.
    private static async Task AssertWasDiscoveredAsync(Fleet fleet)
    {
        var cluster = Assert.Single(await fleet.Store.GetClustersAsync(Cancelled));
        Assert.Equal((fleet.Key(0), fleet.Key(0).ToString()), (cluster.Primary!.Value, cluster.Name));
        Assert.Equal(DurabilityClass.SemiSynchronous, cluster.Durability);
        var topology = await fleet.Services.GetRequiredService<TopologyReader>().ReadAsync(fleet.ClusterId, Cancelled);
        var keys = Enumerable.Range(0, 5).Select(fleet.Key).ToList();
        Assert.Equal([0, 1, 1, 1, 2], keys.Select(topology.DepthOf));
        Assert.Equal([true, false, false, false, false], keys.Select(topology.IsPrimary));
        Assert.Equal([false, false, false, true, false], keys.Select(topology.IsIntermediatePrimary));
        Assert.Equal([null, keys[0], keys[0], keys[0], keys[3]], keys.Select(k => topology.SourceOf(k)?.Key));
        Assert.All(topology.Members.Values, m => Assert.Equal("", m.ErrantGtidSet));
        Assert.Equal(5, topology.Members.Values.Select(m => m.Snapshot.ServerNumber).Distinct().Count());
    }
}
