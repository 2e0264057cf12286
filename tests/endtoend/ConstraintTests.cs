using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

/// <summary>Servers 0 and 1 are in the data centre east-1, 2 in east-2, 3 in west, which is also another region. A setting without effect plays the lag.</summary>
public sealed class ConstraintTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task Nobody_is_promoted_whom_place_or_lag_forbid(ServerFlavor flavor)
    {
        var topology = new TopologyOptions { Flavor = flavor, Layout = new TopologyLayout([-1, 0, 0, 0]), SemiSync = false };
        await using var fleet = await Fleet.StartAsync(
            topology,
            o => o with
            {
                InstancePollSeconds = 1,
                RecoveryPeriodBlockSeconds = 0,
                PreventCrossRegionMasterFailover = true,
                FailMasterPromotionOnLagMinutes = 1,
                ReplicationLagQuery = "SELECT @@global.slow_launch_time - 2",
                DetectDataCenterQuery = "SELECT ELT(@@server_id, 'east-1', 'east-1', 'east-2', 'west')",
                DetectRegionQuery = "SELECT IF(@@server_id = 4, 'west', 'east')",
            },
            Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await AssertTakeoversAreRefusedAsync(fleet);
        var takeover = (await fleet.StateAsync()).LastRecovery!;

        // The one in the same data centre lags too much, the preferred one is in another.
        await fleet.RestartHostAsync(o => o with { PreventCrossDataCenterMasterFailover = true });
        await fleet.RegisterRuleAsync(2, PromotionRule.Prefer);
        await SetLagAsync(fleet, 1, 61);
        fleet.Topology.Primary.Kill();
        var refused = await fleet.WaitForNextRecoveryAsync(takeover);
        Assert.Equal(RecoveryStatus.Failed, refused.Status);
        Assert.True(refused.Plan!.Blockers.Any(b => b.Code is BlockerCode.Lag or BlockerCode.CrossDataCenter), await fleet.DescribeAsync());
        Assert.Equal(fleet.Key(0), (await fleet.Store.FindClusterAsync(fleet.ClusterId, Cancelled))!.Primary);

        await fleet.Server(1).ExecuteAsync(Lag(59), Cancelled);
        var near = await SucceededAsync(fleet);
        Assert.Equal(fleet.Key(1), near.Successor);
        await fleet.Topology.Primary.RestartAsync(cancellationToken: Cancelled);
        await fleet.WaitForAsync("the old primary rejoined", async () => await fleet.StateAsync() is { Demoted.Count: 0, Downtimes.Count: 0 });

        // Another data centre of the region will do now, another region will not.
        await fleet.RestartHostAsync(o => o with { PreventCrossDataCenterMasterFailover = false });
        await fleet.RegisterRuleAsync(3, PromotionRule.Prefer);
        await fleet.WaitUntilWellAsync(1);
        fleet.Server(1).Kill();
        var region = await SucceededAsync(fleet, near);
        Assert.Equal(fleet.Key(2), region.Successor);
        Assert.Contains(nameof(fleet.Options.PreventCrossRegionMasterFailover), region.Plan!.Verdicts.Single(v => v.Instance == fleet.Key(3)).Reason, StringComparison.Ordinal);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    private static async Task AssertTakeoversAreRefusedAsync(Fleet fleet)
    {
        var region = await fleet.TakeOverAsync(3);
        Assert.Contains(nameof(fleet.Options.PreventCrossRegionMasterFailover), Assert.Single(region.Errors), StringComparison.Ordinal);
        var request = await fleet.TakeoverRequestAsync(designated: null) with { ChooseSuccessor = false };
        var id = Functions.Recovery.RecoverCluster.InstanceId(fleet.ClusterId);
        Assert.True(await Functions.Recovery.DurableStart.TryAsync(fleet.Client, nameof(Functions.Recovery.RecoverCluster), request, id, Cancelled));
        var noTarget = await fleet.OutcomeAsync(id);
        Assert.Contains("target instance is not indicated", Assert.Single(noTarget.Errors), StringComparison.Ordinal);
        Assert.Empty(await fleet.Store.GetStepsAsync(region.Uid, Cancelled));
        Assert.Equal(0, await fleet.Topology.Primary.QueryAsync<int>("SELECT @@global.read_only", Cancelled));
    }

    private static async Task SetLagAsync(Fleet fleet, int server, int seconds)
    {
        await fleet.Server(server).ExecuteAsync(Lag(seconds), Cancelled);
        await fleet.WaitForAsync($"server {server} is seen to lag by {seconds} s", async () =>
            (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(server)).Snapshot.LagSeconds == seconds);
    }

    private static string Lag(int seconds) => $"SET GLOBAL slow_launch_time = {seconds + 2}";

    private static async Task<RecoveryRecord> SucceededAsync(Fleet fleet, RecoveryRecord? last = null)
    {
        RecoveryRecord? done = null;
        await fleet.WaitForAsync("a failover succeeded", async () => (done = (await fleet.StateAsync()).LastRecovery) is { Status: RecoveryStatus.Succeeded } && done.Uid != last?.Uid);
        return done!;
    }
}
