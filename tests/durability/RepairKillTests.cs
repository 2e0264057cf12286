using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Durability.Tests.Manager;
using Ham4Db.Durability.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;
using ServerFlavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Durability.Tests;

/// <summary>Recoveries other than the loss of a primary or an intermediate end the same wherever the manager is killed in them.</summary>
public sealed class RepairKillTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_primary_gets_the_acknowledgements_that_it_waits_for_and_no_more_and_is_writable()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb, configure: o => o with
        {
            InstancePollSeconds = 1,
            EnforceExactSemiSyncReplicas = true,
            RecoverLockedSemiSyncMaster = true,
            ReasonableLockedSemiSyncMasterSeconds = 1,
            RecoverNonWriteableMaster = true,
        });
        // Two acknowledge at the start, and one is waited for; as long as not both are found nothing can be done about it.
        await rig.UntilAsync("one replica acknowledges", async () => (await AcknowledgingAsync(rig)).Count == 1 && await rig.StateAsync() is { ActiveRecovery: null, Detections.Count: 0 });
        var recoveries = (await rig.RecoveriesAsync()).Count;
        foreach (var isBefore in new[] { false, true })
        {
            await KilledAsync(new Boundary(isBefore, 1, "server semi-sync replica"), AnalysisCode.LockedSemiSyncPrimary, async () => await (await FindAsync(acknowledging: true)).StopAcknowledgingAsync());
            await KilledAsync(new Boundary(isBefore, 1, "server semi-sync replica"), AnalysisCode.PrimaryWithTooManySemiSyncReplicas, async () => await (await FindAsync(acknowledging: false)).StartAcknowledgingAsync());
        }

        foreach (var death in new[] { new Boundary(IsBefore: false, 1, "server writable"), new Boundary(IsBefore: false, 1, "decide open") })
        {
            await KilledAsync(death, AnalysisCode.NoWriteablePrimary, () => rig.Topology.Primary.ExecuteAsync("SET GLOBAL read_only=ON"));
            Assert.True((await ServerStatus.ReadAsync(rig.Topology.Primary)).IsWritable);
        }

        await using var writer = rig.NewWriter();
        await writer.WaitForAsync(w => w.Id > 3, Cancelled);
        Assert.Equal(1, rig.MostWritable);

        async Task KilledAsync(Boundary death, AnalysisCode code, Func<Task> cause)
        {
            var deaths = rig.Deaths;
            await rig.KillAtAsync(death);
            await cause();
            await EndedAsync(rig, ++recoveries, code == AnalysisCode.NoWriteablePrimary ? RecoveryKind.ReadOnlyPrimary : RecoveryKind.SemiSyncReplicas, code);
            Assert.Equal(deaths + 1, rig.Deaths);
            await rig.UntilAsync("one replica acknowledges and nothing is found", async () =>
                (await AcknowledgingAsync(rig)).Count == 1 && await rig.StateAsync() is { Detections.Count: 0 });
        }

        async Task<DatabaseServer> FindAsync(bool acknowledging)
        {
            var those = await AcknowledgingAsync(rig);
            return rig.Topology.Servers.Skip(1).First(s => those.Contains(s) == acknowledging);
        }
    }

    /// <summary>Servers 0 and 1 replicate from each other, and 2 from whichever of them takes writes.</summary>
    [Fact]
    public async Task A_co_primary_takes_the_place_of_a_dead_one()
    {
        await using var rig = await Rig.StartAsync(ServerFlavor.MariaDb);
        Boundary[] deaths =
        [
            new(IsBefore: false, 1, "decide promotion"),
            new(IsBefore: false, 1, "server reset replication"),
        ];
        foreach (var (round, death) in deaths.Index())
        {
            var (old, other, third) = (rig.Topology.Servers[round % 2], rig.Topology.Servers[1 - (round % 2)], rig.Topology.Servers[2]);
            await rig.AssertWholeAsync(await rig.OperateAsync("make-co-master", other), "make-co-master");
            await rig.UntilAsync("they replicate from each other", async () => await ServerStatus.ReadAsync(old) is { Replicates: true } status && status.SourcePort == other.Port);
            await using (var writer = rig.NewWriter())
            {
                await writer.WaitForAsync(w => w.Id > 3, Cancelled);
                await writer.StopAsync();
                foreach (var server in rig.Topology.Servers) await rig.UntilAsync($"{server.Port} has the rows", async () => (await writer.VerifyNoneLostAsync(server)).Count == 0);
            }

            await rig.UntilAsync("the manager sees the circle", async () =>
                (await rig.Store.GetMembersAsync(rig.ClusterId, CancellationToken.None)).All(m => m.IsLastCheckValid && m.Snapshot.Replication is { IsRunning: true }));
            await rig.KillAtAsync(death);
            old.Kill();
            await rig.UntilAsync($"the recovery ended, {death}", async () => (await rig.RecoveriesAsync()).Count == round + 1 && await rig.StateAsync() is { ActiveRecovery: null });
            Assert.Equal(round + 1, rig.Deaths);
            var recovery = (await rig.RecoveriesAsync())[0];
            Assert.Equal((AnalysisCode.DeadCoPrimary, RecoveryStatus.Succeeded, ""), (recovery.Code, recovery.Status, string.Join('\n', recovery.Errors)));
            Assert.Equal(rig.KeyOf(other), recovery.Successor);

            await old.RestartAsync(cancellationToken: Cancelled);
            await rig.UntilAsync("all replicate from the one that was left", async () =>
                await rig.StateAsync() is { Demoted.Count: 0, Downtimes.Count: 0, Detections.Count: 0 }
                && await ServerStatus.ReadAsync(other) is { IsWritable: true, SourcePort: null }
                && (await Task.WhenAll(ServerStatus.ReadAsync(old), ServerStatus.ReadAsync(third))).All(s => s is { IsWritable: false, Replicates: true } && s.SourcePort == other.Port));
        }

        Assert.Equal(1, rig.MostWritable);
    }

    private static async Task EndedAsync(Rig rig, int count, RecoveryKind kind, AnalysisCode code)
    {
        await rig.UntilAsync($"recovery {count} ended", async () => (await rig.RecoveriesAsync()).Count == count && await rig.StateAsync() is { ActiveRecovery: null });
        var recovery = (await rig.RecoveriesAsync())[0];
        Assert.Equal((kind, code, RecoveryStatus.Succeeded, ""), (recovery.Kind, recovery.Code, recovery.Status, string.Join('\n', recovery.Errors)));
        Assert.All(await rig.Store.GetStepsAsync(recovery.Uid, CancellationToken.None), s => Assert.NotNull(s.EndedAt));
    }

    private static async Task<IReadOnlyList<DatabaseServer>> AcknowledgingAsync(Rig rig)
    {
        List<DatabaseServer> those = [];
        foreach (var server in rig.Topology.Servers.Skip(1))
            if ((await ServerStatus.ReadAsync(server)).Acknowledges) those.Add(server);
        return those;
    }
}
