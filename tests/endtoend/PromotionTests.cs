using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class PromotionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Neither_a_delayed_replica_nor_one_that_lags_nor_one_that_must_not_is_promoted()
    {
        var topology = new TopologyOptions { Layout = new TopologyLayout([-1, 0, 0, 0, 0]) };
        await using var fleet = await Fleet.StartAsync(topology, o => o with { InstancePollSeconds = 1 }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await fleet.Server(1).StopAcknowledgingAsync();
        await fleet.Server(1).DelayAsync(3600);
        await fleet.Server(2).StopAcknowledgingAsync();
        await using var blocker = await fleet.Server(2).LockTableAsync();
        await fleet.RegisterRuleAsync(3, PromotionRule.MustNot);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 100, Cancelled);
        await writer.StopAsync();
        await fleet.AssertNoneLostAsync(writer, [3, 4]);

        fleet.Topology.Primary.Kill();
        await fleet.WaitForAsync("another is the primary", async () => (await fleet.FindPrimaryAsync(Cancelled)).Port != fleet.Topology.Primary.Port);
        await blocker.DisposeAsync();
        var recovery = await fleet.WaitForRecoveryAsync();

        Assert.True(recovery.Successor == fleet.Key(4), await fleet.DescribeAsync());
        var reasons = recovery.Plan!.Verdicts.ToDictionary(v => v.Instance, v => v.Reason);
        Assert.Contains("delay", reasons[fleet.Key(1)], StringComparison.Ordinal);
        Assert.Contains($"{fleet.Key(4)} is better", reasons[fleet.Key(2)], StringComparison.Ordinal);
        Assert.Contains("must_not", reasons[fleet.Key(3)], StringComparison.Ordinal);
        await fleet.AssertNoneLostAsync(writer, [4, 3, 2]);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task A_preferred_replica_that_is_behind_first_fetches_what_a_sibling_has_only_received(ServerFlavor flavor)
    {
        var topology = new TopologyOptions { Flavor = flavor, Layout = TopologyLayout.ThreeNodes };
        await using var fleet = await Fleet.StartAsync(topology, o => o with { InstancePollSeconds = 1 }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await fleet.RegisterRuleAsync(2, PromotionRule.Prefer);
        await fleet.Server(2).StopReceiverAsync();
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 50, Cancelled);
        await fleet.Server(1).StopApplierAsync();
        await writer.WaitForAsync(w => w.Id > 100, Cancelled);

        fleet.Topology.Primary.Kill();
        var recovery = await fleet.WaitForRecoveryAsync();

        await fleet.AssertSucceededAsync(recovery);
        Assert.True(recovery.Successor == fleet.Key(2), await fleet.DescribeAsync());
        Assert.Contains(recovery.Plan!.Steps, s => s.Kind == PlanStepKind.CatchUp && s.Source == fleet.Key(1));
        await fleet.AssertNoneLostAsync(writer, [2, 1]);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }
}
