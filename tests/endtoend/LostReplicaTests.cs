using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class LostReplicaTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task What_only_one_replica_has_that_cannot_be_promoted_is_lost_by_permission_only(ServerFlavor flavor)
    {
        // Server 1 has most, and cannot hand it on: it does not log what it replicates.
        var topology = new TopologyOptions
        {
            Flavor = flavor,
            Layout = new TopologyLayout([-1, 0, 0, 0]),
            SemiSync = false,
            ExtraSettings = new Dictionary<int, IReadOnlyList<string>> { [1] = [flavor == ServerFlavor.MariaDb ? "log-slave-updates=OFF" : "log-replica-updates=OFF"] },
        };
        await using var fleet = await Fleet.StartAsync(
            topology, o => o with { InstancePollSeconds = 1, RecoveryPeriodBlockSeconds = 0, DataLossPolicyByCluster = new Dictionary<string, string> { ["*"] = "require" } }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);
        foreach (var behind in new[] { 2, 3 }) await fleet.Server(behind).StopReceiverAsync();
        var now = RunClock.Now;
        await writer.WaitForAsync(w => w.SentAt > now, Cancelled);
        await writer.StopAsync();
        await fleet.AssertNoneLostAsync(writer, [1]);

        fleet.Topology.Primary.Kill();
        var refused = await fleet.WaitForRecoveryAsync();
        Assert.Equal(RecoveryStatus.Failed, refused.Status);
        Assert.Contains(refused.Plan!.Blockers, b => b.Code == BlockerCode.DataLoss);
        Assert.NotEmpty(refused.Plan.Loss.MissingGtidSet);

        await fleet.RestartHostAsync(o => o with { DataLossPolicyByCluster = new Dictionary<string, string> { ["alias=another"] = "require" } });
        RecoveryRecord? recovery = null;
        await fleet.WaitForAsync("the failover succeeded", async () => (recovery = (await fleet.StateAsync()).LastRecovery) is { Status: RecoveryStatus.Succeeded });

        Assert.Equal([fleet.Key(1)], recovery!.LostReplicas);
        Assert.True(recovery.Successor == fleet.Key(2) || recovery.Successor == fleet.Key(3));
        var downtimes = (await fleet.StateAsync()).Downtimes;
        Assert.Equal(new[] { fleet.Key(0), fleet.Key(1) }.Select(FleetTables.RowKey).Order(), downtimes.Keys.Order());
        Assert.All(downtimes.Values, d => Assert.Equal(Downtime.LostInRecovery, d.Reason));
        await fleet.WaitForAsync("the lost replica is detached", async () =>
            (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(1)).Snapshot.Replication is { IsDetached: true });

        if (flavor == ServerFlavor.MySql) await AssertItIsTakenBackAsync(fleet, fleet.Server(recovery.Successor!.Value));
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    // MySQL replicates on beside transactions of its own, which is for a person to decide.
    private static async Task AssertItIsTakenBackAsync(Fleet fleet, DatabaseServer successor)
    {
        await fleet.Server(1).ExecuteAsync($"STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_HOST='{successor.Host}', SOURCE_PORT={successor.Port}; START REPLICA", Cancelled);
        await fleet.WaitForAsync("its downtime ends by itself", async () => !(await fleet.StateAsync()).Downtimes.ContainsKey(FleetTables.RowKey(fleet.Key(1))));
        Assert.Contains(FleetTables.RowKey(fleet.Key(0)), (await fleet.StateAsync()).Downtimes.Keys);
    }
}
