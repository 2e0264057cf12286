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

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task Without_gtids_a_preferred_replica_that_is_behind_first_fetches_what_a_sibling_has(ServerFlavor flavor)
    {
        var topology = new TopologyOptions { Flavor = flavor, Layout = new TopologyLayout([-1, 0, 0, 0]), UseGtid = false };
        await using var fleet = await Fleet.StartAsync(topology, o => o with { InstancePollSeconds = 1, AutoPseudoGTID = true }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await fleet.RegisterRuleAsync(2, PromotionRule.Prefer);
        await using var writer = fleet.StartWriter();
        await fleet.WaitForAsync("all have entries", async () =>
            (await fleet.MembersAsync()).All(m => m.Snapshot.UsesPseudoGtid)
            && (await fleet.CallAsync("last-pseudo-gtid/#2")).Code == "OK" && (await fleet.CallAsync("last-pseudo-gtid/#3")).Code == "OK");
        await fleet.Server(2).StopReceiverAsync();
        var acknowledged = writer.Acknowledged.Count;
        await writer.WaitForAsync(w => w.Id > acknowledged + 50, Cancelled);
        await fleet.Server(3).StopReceiverAsync();
        acknowledged = writer.Acknowledged.Count;
        await writer.WaitForAsync(w => w.Id > acknowledged + 50, Cancelled);
        await fleet.WaitForAsync("the app sees who is behind", async () => (await fleet.MembersAsync()).Count(m => m.Snapshot.Replication is { Receiver: ReplicationThreadState.Stopped }) == 2);
        await writer.StopAsync();
        await fleet.AssertNoneLostAsync(writer, [1]);

        fleet.Topology.Primary.Kill();
        var recovery = await fleet.WaitForRecoveryAsync();

        await fleet.AssertSucceededAsync(recovery);
        Assert.True(recovery.Successor == fleet.Key(2), await fleet.DescribeAsync());
        Assert.Contains(recovery.Plan!.Steps, s => s.Kind == PlanStepKind.CatchUp && s.Source == fleet.Key(1));
        await using var later = fleet.StartWriter();
        await later.WaitForAsync(w => w.Id > 20, Cancelled);
        await later.StopAsync();
        foreach (var written in new[] { writer, later }) await fleet.AssertNoneLostAsync(written, [1, 2, 3]);
        await fleet.Topology.Primary.RestartAsync(cancellationToken: Cancelled);
        await fleet.WaitForAsync("the old primary has rejoined", async () => (await fleet.StateAsync()).Demoted.Count == 0);
        await fleet.AssertSameRowsAsync();
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }
}
