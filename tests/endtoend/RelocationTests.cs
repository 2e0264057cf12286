using Ham4Db.Core.Model;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

/// <summary>Server 0 is the primary of 1, 2 and 3, and 3 of 4.</summary>
public sealed class RelocationTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task Replicas_are_moved_about_by_GTID_while_a_client_writes_and_no_row_is_missing_anywhere(ServerFlavor flavor)
    {
        await using var fleet = await StartAsync(flavor, semiSync: true);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);

        await fleet.OperateAsync("relocate/#1/#2", "- 2 0 0 3");
        await fleet.OperateAsync("relocate/#4/#1", "- 2 0 0 1");
        await fleet.OperateAsync("move-up/#4", "- 2 0 0 2");
        await fleet.OperateAsync("relocate-replicas/#2/#3", "- 3 0 0 3");
        await fleet.OperateAsync("move-up-replicas/#3", "- 0 0 0 0");
        await fleet.OperateAsync("take-siblings/#1", "- 0 1 1 1");
        await fleet.RegisterRuleAsync(2, PromotionRule.Prefer);
        await fleet.OperateAsync("regroup-replicas/#1", "- 0 1 2 2");
        await fleet.OperateAsync("take-master/#3", "- 0 3 1 2");
        await fleet.OperateAsync("repoint/#3/#1", "- 0 3 1 2");
        await fleet.OperateAsync("make-co-master/#1", "1 0 3 1 2");

        Assert.Contains("cannot be below it", (await fleet.CallAsync("relocate/#3/#4")).Message, StringComparison.Ordinal);
        Assert.Contains("is already co master of", (await fleet.CallAsync("make-co-master/#1")).Message, StringComparison.Ordinal);
        Assert.All(await fleet.UseGtidsAsync(), Assert.True);
        await AssertNothingMissesAsync(fleet, writer);
    }

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task Replicas_without_GTIDs_are_moved_about_by_position_while_a_client_writes_and_no_row_is_missing_anywhere(ServerFlavor flavor)
    {
        await using var fleet = await StartAsync(flavor, semiSync: false);
        await fleet.ReplicateByPositionAsync();
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);

        await fleet.OperateAsync("move-below/#1/#2", "- 2 0 0 3");
        await fleet.OperateAsync("move-up/#1", "- 0 0 0 3");
        await fleet.OperateAsync("relocate/#4/#0", "- 0 0 0 0");
        await fleet.OperateAsync("relocate-replicas/#0/#1", "- 0 1 1 1");
        await fleet.OperateAsync("take-siblings/#4", "- 0 4 4 1");
        await fleet.OperateAsync("take-master/#2", "- 0 1 4 2");
        await fleet.OperateAsync("move-up-replicas/#2", "- 0 1 4 1");
        await fleet.OperateAsync("repoint-replicas/#1", "- 0 1 4 1");
        await fleet.OperateAsync("make-co-master/#1", "1 0 1 4 1");

        Assert.Contains("too complex", (await fleet.CallAsync("relocate/#3/#2")).Message, StringComparison.Ordinal);
        Assert.All(await fleet.UseGtidsAsync(), Assert.False);
        await AssertNothingMissesAsync(fleet, writer);
    }

    [Fact]
    public async Task A_failover_does_not_wait_for_an_operation_that_does_and_the_operation_ends_saying_so()
    {
        await using var fleet = await Fleet.StartAsync(new TopologyOptions(), o => o with { InstancePollSeconds = 1 }, Cancelled);
        await using var writer = fleet.StartWriter();
        Task<(string Code, string Message)> operation;
        // 1 must have what 2 has before 2 may follow it, and its applier waits.
        await using (await fleet.Server(1).LockTableAsync())
        {
            await writer.WaitForAsync(w => w.Id > 20, Cancelled);
            operation = fleet.CallAsync("relocate/#2/#1");
            await fleet.WaitForAsync("the operation waits", async () => (await fleet.StateAsync()).ActiveOperation is { } active
                && (await fleet.Store.GetStepsAsync(active.Uid, Cancelled)).Count > 0);
            Assert.Contains("one at a time per cluster", (await fleet.CallAsync("relocate/#3/#1")).Message, StringComparison.Ordinal);

            fleet.Topology.Primary.Kill();
            await fleet.WaitForAsync("the recovery took over", async () => (await fleet.StateAsync()) is { LastOperation.Status: OperationStatus.Superseded });
        }

        var recovery = await fleet.WaitForRecoveryAsync();
        Assert.Equal(RecoveryStatus.Succeeded, recovery.Status);
        var (code, message) = await operation;
        Assert.Equal("ERROR", code);
        Assert.Contains($"Recovery {recovery.Uid} took the cluster over", message, StringComparison.Ordinal);
    }

    private static async Task<Fleet> StartAsync(ServerFlavor flavor, bool semiSync) => await Fleet.StartAsync(
        new TopologyOptions { Flavor = flavor, SemiSync = semiSync }, o => o with { InstancePollSeconds = 1 }, Cancelled);

    private static async Task AssertNothingMissesAsync(Fleet fleet, WriterProbe writer)
    {
        await writer.StopAsync();
        await fleet.AssertNoneLostAsync(writer, [0, 1, 2, 3, 4]);
        await fleet.AssertSameRowsAsync();
        await foreach (var operation in fleet.Store.GetOperationsAsync(Cancelled))
        {
            var steps = await fleet.Store.GetStepsAsync(operation.Uid, Cancelled);
            Assert.True(operation.Status == OperationStatus.Refused ? steps.Count == 0 : steps.All(s => s is { EndedAt: not null, Error: "" }), operation.Uid);
        }
    }
}
