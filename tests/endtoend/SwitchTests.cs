using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class SwitchTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_switch_holds_a_failover_back_and_says_so()
    {
        var topology = new TopologyOptions { Layout = TopologyLayout.ThreeNodes, SemiSync = false };
        await using var fleet = await Fleet.StartAsync(topology, o => o with { InstancePollSeconds = 1, RecoverMasterClusterFilters = ["another"] }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);

        await KillAndReturnAsync(fleet, () => Task.CompletedTask);
        await fleet.RestartHostAsync(o => o with { RecoverMasterClusterFilters = ["*"] });

        await fleet.Store.SaveGlobalSwitchAsync(new GlobalSwitch(AreRecoveriesDisabled: true, "test", DateTimeOffset.UtcNow), Cancelled);
        await KillAndReturnAsync(fleet, () => WaitForBlockAsync(fleet, "switched off globally by test"));
        await fleet.Store.SaveGlobalSwitchAsync(new GlobalSwitch(AreRecoveriesDisabled: false, "test", DateTimeOffset.UtcNow), Cancelled);

        await fleet.SignalAsync(nameof(ClusterEntity.SetRecoveriesDisabled), true);
        await KillAndReturnAsync(fleet, () => WaitForBlockAsync(fleet, "switched off for this cluster"));
        await fleet.SignalAsync(nameof(ClusterEntity.SetRecoveriesDisabled), false);

        var now = DateTimeOffset.UtcNow;
        await fleet.SignalAsync(nameof(ClusterEntity.BeginDowntime), new BeginDowntime(fleet.Key(0), new Downtime("test", "maintenance", now, now.AddHours(1))));
        fleet.Topology.Primary.Kill();
        await fleet.WaitForAsync("the downtimed loss is found", async () => (await fleet.FindingsAsync()).Any(f => f is { Code: AnalysisCode.DeadPrimary, IsSkippable: true }));
        await fleet.AssertNoRecoveryAsync(LongEnough);

        // Under maintenance it is not even looked at.
        var maintenance = new MaintenanceRecord(1, fleet.ClusterId, fleet.Key(0), "test", "disk", now, now.AddHours(1));
        await fleet.SignalAsync(nameof(ClusterEntity.BeginMaintenance), maintenance);
        await fleet.SignalAsync(nameof(ClusterEntity.EndDowntime), new EndDowntime(fleet.Key(0)));
        await fleet.WaitForAsync("the loss is not analysed any more", async () => (await fleet.FindingsAsync()).All(f => f.Instance != fleet.Key(0)));
        await fleet.AssertNoRecoveryAsync(LongEnough);

        // Nothing else held it back.
        await fleet.SignalAsync(nameof(ClusterEntity.EndMaintenance), fleet.Key(0));
        var first = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(first);
        await AssertASecondOneWaitsForAPersonAsync(fleet, first);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    private static async Task AssertASecondOneWaitsForAPersonAsync(Fleet fleet, RecoveryRecord first)
    {
        await fleet.Topology.Primary.RestartAsync(cancellationToken: Cancelled);
        var successor = fleet.Server(first.Successor!.Value);
        await fleet.WaitUntilWellAsync(successor.ServerNumber - 1);
        successor.Kill();
        await WaitForBlockAsync(fleet, "is not acknowledged");
        await fleet.AssertNoRecoveryAsync(LongEnough, first.Uid);
        var block = (await fleet.StateAsync()).Block!;
        Assert.Equal((first.Uid, first.StartedAt.AddSeconds(fleet.Options.RecoveryPeriodBlockSeconds)), (block.BlockingUid, block.Until));
        Assert.Matches(@"may start by itself in 3\d\d\d s, or at once when it is acknowledged", block.Reason);

        await fleet.AcknowledgeAsync();
        await fleet.AssertSucceededAsync(await fleet.WaitForNextRecoveryAsync(first));
    }

    private static async Task KillAndReturnAsync(Fleet fleet, Func<Task> waitForReason)
    {
        fleet.Topology.Primary.Kill();
        await fleet.WaitForAsync("the loss is detected", async () => (await fleet.StateAsync()).Detections.Any(d => d.Code == AnalysisCode.DeadPrimary));
        await waitForReason();
        await fleet.AssertNoRecoveryAsync(LongEnough);
        await fleet.Topology.Primary.RestartAsync(readOnly: false, Cancelled);
        await fleet.WaitUntilWellAsync(0);
        await fleet.WaitForAsync("all is forgotten", async () => await fleet.StateAsync() is { Block: null, Detections.Count: 0 });
    }

    private static Task WaitForBlockAsync(Fleet fleet, string reason) => fleet.WaitForAsync($"it is told that it is held back: {reason}", async () =>
        (await fleet.StateAsync()).Block is { } block && block.Reason.Contains(reason, StringComparison.Ordinal));
}
