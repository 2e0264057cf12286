using Ham4Db.Core.Planning;
using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Durability.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;
using ServerFlavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Durability.Tests;

public sealed class LostSourceTests
{
    // Between the changes of the first replica, between the two replicas, and when all is done and nobody knows.
    private static readonly Boundary[] Deaths =
    [
        new(IsBefore: false, 1, "server stop replication"),
        new(IsBefore: false, 1, "server repoint"),
        new(IsBefore: false, 1, "server start replication"),
        new(IsBefore: false, 2, "server start replication"),
    ];

    /// <summary>Servers 3 and 4 replicate from 1, and after each round from the other one of 1 and 2.</summary>
    [Fact]
    public async Task Replicas_of_a_dead_intermediate_get_the_same_source_wherever_the_manager_is_killed()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb, new TopologyLayout([-1, 0, 0, 1, 1]));
        var servers = rig.Topology.Servers;
        await using var writer = rig.NewWriter();
        foreach (var (round, death) in Deaths.Index())
        {
            var (lost, sibling) = round % 2 == 0 ? (servers[1], servers[2]) : (servers[2], servers[1]);
            await rig.KillAtAsync(death);
            lost.Kill();
            await rig.UntilAsync($"the recovery ended, {death}", async () => (await rig.RecoveriesAsync()).Count == round + 1 && await rig.StateAsync() is { ActiveRecovery: null });
            Assert.Equal(round + 1, rig.Deaths);

            var recovery = (await rig.RecoveriesAsync())[0];
            Assert.Equal((RecoveryKind.DeadIntermediate, RecoveryStatus.Succeeded, ""), (recovery.Kind, recovery.Status, string.Join('\n', recovery.Errors)));
            Assert.Equal(rig.KeyOf(sibling), recovery.Successor);
            Assert.All(await rig.Store.GetStepsAsync(recovery.Uid, CancellationToken.None), s => Assert.NotNull(s.EndedAt));
            await lost.RestartAsync(cancellationToken: TestContext.Current.CancellationToken);
            await rig.UntilAsync("all replicate again", async () =>
            {
                var seen = await Task.WhenAll(servers.Skip(1).Select(ServerStatus.ReadAsync));
                return seen.All(s => s is { IsWritable: false, Replicates: true })
                    && seen.All(s => s.SourcePort == (s.Port == servers[3].Port || s.Port == servers[4].Port ? sibling.Port : servers[0].Port))
                    && (await rig.Store.GetMembersAsync(rig.ClusterId, CancellationToken.None)).All(m => m.IsLastCheckValid && m.Snapshot.Replication is null or { IsRunning: true })
                    && await rig.StateAsync() is { Detections.Count: 0 };
            });
        }

        await writer.StopAsync();
        foreach (var server in servers) await rig.UntilAsync($"{server.Port} has every acknowledged row", async () => (await writer.VerifyNoneLostAsync(server)).Count == 0);
        Assert.Equal(1, rig.MostWritable);
    }
}
