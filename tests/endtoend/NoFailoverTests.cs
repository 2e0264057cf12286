using Ham4Db.Core.Analysis;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class NoFailoverTests
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(2.5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task Trouble_of_replicas_moves_no_primary_and_a_loss_that_nobody_can_witness_is_told(ServerFlavor flavor)
    {
        // Asynchronous, so that clients can write while nobody replicates.
        var topology = new TopologyOptions { Flavor = flavor, Layout = TopologyLayout.ThreeNodes, SemiSync = false };
        await using var fleet = await Fleet.StartAsync(topology, o => o with { InstancePollSeconds = 1 }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        DatabaseServer[] replicas = [fleet.Server(1), fleet.Server(2)];

        replicas[1].Kill();
        await fleet.WaitForAsync("the replica is seen dead", async () => !(await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(2)).IsLastCheckValid);
        await fleet.AssertNoRecoveryAsync(LongEnough);
        await replicas[1].RestartAsync(cancellationToken: Cancelled);
        await fleet.WaitUntilWellAsync(0);

        await Replication.BreakAppliersAsync(fleet.Topology.Primary, replicas);
        await fleet.WaitForFindingAsync(AnalysisCode.AllPrimaryReplicasNotReplicating, 0);
        await fleet.AssertNoRecoveryAsync(LongEnough);
        await Replication.RepairAppliersAsync(replicas);
        await fleet.WaitUntilWellAsync(0);
        await fleet.WaitForAsync("nothing is found any more", async () => (await fleet.FindingsAsync()).All(f => f.Code == AnalysisCode.NoProblem));

        foreach (var replica in replicas) await replica.StopReceiverAsync();
        await fleet.WaitForFindingAsync(AnalysisCode.AllPrimaryReplicasNotReplicating, 0);
        var written = RunClock.Now;
        await writer.WaitForAsync(w => w.SentAt > written && w.Port == fleet.Topology.Primary.Port, Cancelled);
        fleet.Topology.Primary.Kill();
        await fleet.WaitForFindingAsync(AnalysisCode.DeadPrimary, 0);
        await fleet.WaitForAsync("the reason is told", async () =>
            (await fleet.StateAsync()).Block is { Reason: var reason } && reason.Contains("receivers are stopped", StringComparison.Ordinal));
        await fleet.AssertNoRecoveryAsync(LongEnough);

        // One that tries to reach it is enough.
        await replicas[0].StartReceiverAsync();
        var recovery = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(recovery);
        Assert.Null((await fleet.StateAsync()).Block);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }
}
