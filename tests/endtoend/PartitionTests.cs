using Ham4Db.Core.Analysis;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class PartitionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_primary_that_only_the_manager_cannot_reach_stays_and_one_without_cable_is_replaced()
    {
        Assert.Null(await TopologyNetwork.WhyUnavailableAsync(Cancelled));
        var topology = new TopologyOptions { Layout = TopologyLayout.ThreeNodes, UseNetworkNamespaces = true };
        await using var fleet = await Fleet.StartAsync(topology, o => o with { InstancePollSeconds = 1 }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        var network = fleet.Topology.Network!;

        await network.CutFromManagerAsync(0, Cancelled);
        await fleet.WaitForFindingAsync(AnalysisCode.UnreachablePrimary, 0);
        // Long enough for the replicas to be asked to connect anew, and to be seen replicating after it.
        await fleet.AssertNoRecoveryAsync(TimeSpan.FromSeconds(6));
        await fleet.WaitForFindingAsync(AnalysisCode.UnreachablePrimary, 0);
        await AssertReplicatedAsync(fleet, "after-cut");
        await network.HealAsync(Cancelled);
        await fleet.WaitUntilWellAsync(0);
        await fleet.AssertNoRecoveryAsync(TimeSpan.FromSeconds(0.5));
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);

        await network.IsolateAsync(0, Cancelled);
        var recovery = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(recovery);
        // Cut off, it cannot be asked to be read-only; but it waits for replicas, so that it acknowledges nothing.
        var alone = fleet.Topology.Primary.ExecuteAsync("INSERT INTO ham4db_demo.writes (id, token) VALUES (1, 'alone')", Cancelled);
        var healed = RunClock.Now;
        await network.HealAsync(Cancelled);
        var errant = await OldPrimary.SettleAsync(fleet, fleet.Topology.Primary, fleet.Server(recovery.Successor!.Value));
        Assert.NotEmpty(errant);
        await Assert.ThrowsAnyAsync<Exception>(() => alone);
        await checker.StopAsync();
        Output.Write($"writable after its cable was back: {checker.WritableSince(fleet.Topology.Primary, healed).TotalMilliseconds:F0} ms; errant {errant}");
    }

    private static async Task AssertReplicatedAsync(Fleet fleet, string token)
    {
        await fleet.Topology.Primary.ExecuteAsync($"INSERT INTO ham4db_demo.writes (id, token) VALUES (1, '{token}')", Cancelled);
        foreach (var replica in fleet.Topology.Servers.Skip(1))
        {
            await fleet.WaitForAsync($"server {replica.ServerNumber} replicates", async () =>
                await replica.QueryAsync<int>($"SELECT COUNT(*) FROM ham4db_demo.writes WHERE token='{token}'") == 1);
        }
    }
}
