using System.Text.Json;
using Ham4Db.Core.Model;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

/// <summary>orchestrator's system cases of listing and of graceful takeovers, over its paths: one primary and three replicas of it.</summary>
public sealed class SystemCaseTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task Roles_are_handed_over_gracefully_there_and_back_and_to_whom_it_may_concern(ServerFlavor flavor)
    {
        var topology = new TopologyOptions { Flavor = flavor, Layout = new TopologyLayout([-1, 0, 0, 0]), SemiSync = false };
        await using var fleet = await Fleet.StartAsync(topology, o => o with { InstancePollSeconds = 1, RecoveryPeriodBlockSeconds = 0 }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        using var api = new FleetApi(fleet);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);
        Assert.Equal(
            Enumerable.Range(0, 4).Select(i => fleet.Key(i).Port).Order(),
            (await api.ReadAsync("all-instances")).EnumerateArray().Select(i => i.GetProperty("Key").GetProperty("Port").GetInt32()).Order());

        // The one that hands over follows the other, and replicates when it is told to.
        foreach (var (from, to) in new[] { (0, 1), (1, 0) })
        {
            Assert.Equal(fleet.Key(to).Port, PortOf(await api.OkAsync($"graceful-master-takeover/{api.Path(from)}/{api.Path(to)}")));
            await fleet.WaitForAsync("the others follow, and the old primary waits to be started", async () =>
                (await fleet.Store.FindClusterAsync(fleet.ClusterId, Cancelled))?.Primary == fleet.Key(to)
                && (await fleet.MembersAsync()).Where(m => m.Key != fleet.Key(to) && m.Key != fleet.Key(from)).All(m => m.Snapshot.Replication is { IsRunning: true } r && r.Source == fleet.Key(to))
                && (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(from)).Snapshot is { IsReadOnly: true, Replication: { Receiver: ReplicationThreadState.Stopped, Applier: ReplicationThreadState.Stopped } own } && own.Source == fleet.Key(to));
            await api.OkAsync($"start-replica/{api.Path(from)}");
            await fleet.WaitUntilWellAsync(to);
        }

        // Of several replicas one is chosen, and one that is below another stays there; the old primary replicates at once.
        Assert.Contains("target instance is not indicated", await api.ErrorAsync($"graceful-master-takeover/{api.Path(0)}"), StringComparison.Ordinal);
        await api.OkAsync($"relocate/{api.Path(3)}/{api.Path(2)}");
        var chosen = PortOf(await api.OkAsync($"graceful-master-takeover-auto/{api.Path(0)}"));
        Assert.Contains(chosen, new[] { fleet.Key(1).Port, fleet.Key(2).Port });
        await fleet.WaitUntilWellAsync(chosen == fleet.Key(1).Port ? 1 : 2);
        Assert.Equal(fleet.Key(2), (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(3)).Snapshot.Replication!.Source);

        await writer.StopAsync();
        await fleet.AssertNoneLostAsync(writer, [0, 1, 2, 3]);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    private static int PortOf(JsonElement recovery) => recovery.GetProperty("SuccessorKey").GetProperty("Port").GetInt32();
}
