using Ham4Db.Core.Model;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Recovery;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class TakeoverTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task A_role_that_is_handed_over_and_back_loses_no_row(ServerFlavor flavor)
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions { Flavor = flavor }, cancellationToken: Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 50, Cancelled);
        foreach (var (from, to) in new[] { (0, 1), (1, 0) })
        {
            var outcome = await fleet.TakeOverAsync(to);
            Assert.True(outcome.Successor == fleet.Key(to) && outcome.Errors.Count == 0, $"{string.Join('\n', outcome.Errors)}\n{await fleet.DescribeAsync()}");
            var first = await writer.WaitForAsync(w => w.Port == fleet.Server(to).Port && w.SentAt > (writer.Acknowledged.LastOrDefault(l => l.Port == fleet.Server(from).Port)?.SentAt ?? default), Cancelled);
            var last = writer.Acknowledged.Last(w => w.Port == fleet.Server(from).Port);
            Output.Write($"server {from} to server {to}: {(first.AcknowledgedAt - last.AcknowledgedAt).TotalMilliseconds:F0} ms without a write");
            await fleet.WaitUntilWellAsync(to);
        }

        await writer.StopAsync();
        await fleet.AssertNoneLostAsync(writer, [0, 1, 2, 3, 4]);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    [Fact]
    public async Task What_can_be_known_before_is_refused_before_anything_is_changed()
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions(), o => o with { InstancePollSeconds = 1 }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();

        await AssertRefusedAsync(fleet, 4, "must be directly replicating");
        await AssertRefusedAsync(fleet, 0, "is the primary already");

        await fleet.RegisterRuleAsync(1, PromotionRule.MustNot);
        await AssertRefusedAsync(fleet, 1, "must_not");
        await fleet.RegisterRuleAsync(1, PromotionRule.Neutral);

        await fleet.Server(1).StopApplierAsync();
        await AssertRefusedAsync(fleet, 1, "not replicating");
        await fleet.Server(1).StartApplierAsync();

        await fleet.Server(1).DelayAsync(600);
        await AssertRefusedAsync(fleet, 1, "delay of 600 s");
        await fleet.Server(1).DelayAsync(0);

        fleet.Server(2).Kill();
        await AssertRefusedAsync(fleet, 1, $"{fleet.Key(2)} cannot be reached");
        await fleet.Server(2).RestartAsync(cancellationToken: Cancelled);
        await fleet.WaitUntilWellAsync(0);

        await fleet.RestartHostAsync(o => o with { MySQLReplicationUser = "", MySQLReplicationPassword = "" });
        await AssertRefusedAsync(fleet, 1, "replication credentials");

        await checker.StopAsync();
        Assert.All(checker.Periods, p => Assert.Equal(fleet.Topology.Primary, p.Server));
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task A_takeover_that_cannot_finish_leaves_the_old_primary_writable_and_of_several_at_once_one_is_done(ServerFlavor flavor)
    {
        var topology = new TopologyOptions { Flavor = flavor, Layout = TopologyLayout.ThreeNodes };
        await using var fleet = await Fleet.StartAsync(topology, o => o with { InstancePollSeconds = 1, ReasonableMaintenanceReplicationLagSeconds = 2 }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);

        await using (await fleet.Server(1).LockTableAsync())
        {
            var outcome = await fleet.TakeOverAsync(1);
            Assert.Contains("did not execute everything", Assert.Single(outcome.Errors), StringComparison.Ordinal);
            await AssertStillPrimaryAsync(fleet, writer);
        }

        await fleet.WaitUntilWellAsync(0);
        await AssertOneOfSeveralIsDoneAsync(fleet);
        await fleet.WaitUntilWellAsync(2);
        await writer.StopAsync();
        await fleet.AssertNoneLostAsync(writer, [0, 1, 2]);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    [Fact]
    public async Task A_candidate_that_dies_in_the_middle_leaves_the_old_primary_writable()
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions { Layout = TopologyLayout.ThreeNodes }, cancellationToken: Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);
        await using var blocker = await fleet.Server(1).LockTableAsync();

        var takeover = fleet.TakeOverAsync(1);
        await fleet.WaitForAsync("the old primary is read-only", async () => await fleet.Topology.Primary.QueryAsync<int>("SELECT @@global.read_only") == 1);
        await Task.Delay(100, Cancelled);
        fleet.Server(1).Kill();
        var outcome = await takeover;

        Assert.True(outcome.Successor is null && outcome.Errors.Count > 0);
        await AssertStillPrimaryAsync(fleet, writer);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    private static async Task AssertRefusedAsync(Fleet fleet, int designated, string reason)
    {
        var outcome = await fleet.TakeOverAsync(designated);
        Assert.Null(outcome.Successor);
        Assert.Contains(reason, string.Join(' ', outcome.Errors), StringComparison.Ordinal);
        Assert.Empty(await fleet.Store.GetStepsAsync(outcome.Uid, Cancelled));
        Assert.Equal(0, await fleet.Topology.Primary.QueryAsync<int>("SELECT @@global.read_only", Cancelled));
    }

    private static async Task AssertStillPrimaryAsync(Fleet fleet, WriterProbe writer)
    {
        var now = RunClock.Now;
        await writer.WaitForAsync(w => w.SentAt > now && w.Port == fleet.Topology.Primary.Port, Cancelled);
        Assert.Empty((await fleet.StateAsync()).Demoted);
    }

    private static async Task AssertOneOfSeveralIsDoneAsync(Fleet fleet)
    {
        var request = await fleet.TakeoverRequestAsync(2);
        var id = RecoverCluster.InstanceId(fleet.ClusterId);
        var started = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => DurableStart.TryAsync(fleet.Client, nameof(RecoverCluster), request, id, Cancelled)));
        Assert.Single(started, isStarted => isStarted);
        var outcome = await fleet.OutcomeAsync(id);
        Assert.True(outcome.Successor == fleet.Key(2), $"{string.Join('\n', outcome.Errors)}\n{await fleet.DescribeAsync()}");
    }
}
