using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class PrimarySettingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task A_primary_gets_the_acknowledgements_it_waits_for_and_no_more_and_is_writable(ServerFlavor flavor)
    {
        var topology = new TopologyOptions { Flavor = flavor, Layout = TopologyLayout.ThreeNodes };
        await using var fleet = await Fleet.StartAsync(
            topology, o => o with { InstancePollSeconds = 1, RecoveryPeriodBlockSeconds = 0, ReasonableLockedSemiSyncMasterSeconds = 4 }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);

        await fleet.RegisterRuleAsync(1, PromotionRule.Prefer);
        // Without being told to, nothing is done about it: first it may be, then it is.
        await writer.StopAsync();
        foreach (var replica in new[] { 1, 2 }) await fleet.Server(replica).StopAcknowledgingAsync();
        // Several, one after the other: those that queue behind the first hold locks that whoever asks for the binary log's state waits for.
        List<Task> waiting = [];
        for (var table = 0; table < 5; table++)
        {
            waiting.Add(fleet.Server(0).ExecuteAsync($"CREATE TABLE ham4db_demo.waiting{table} (id INT PRIMARY KEY)", Cancelled));
            await Task.Delay(200, Cancelled);
        }

        await fleet.WaitForFindingAsync(AnalysisCode.LockedSemiSyncPrimaryHypothesis, 0);
        await fleet.WaitForFindingAsync(AnalysisCode.LockedSemiSyncPrimary, 0);
        Assert.Null((await fleet.StateAsync()).LastRecovery);

        await fleet.RestartHostAsync(o => o with { RecoverLockedSemiSyncMaster = true, RecoverNonWriteableMaster = true });
        var now = RunClock.Now;
        var unlocked = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(unlocked);
        Assert.Equal((RecoveryKind.SemiSyncReplicas, AnalysisCode.LockedSemiSyncPrimary, fleet.Key(0)), (unlocked.Kind, unlocked.Code, unlocked.Successor));
        await using var later = fleet.StartWriter();
        await later.WaitForAsync(w => w.AcknowledgedAt > now, Cancelled);
        await Task.WhenAll(waiting);
        await WaitForAcknowledgingAsync(fleet, 1);

        await fleet.Server(2).ExecuteAsync(
            flavor == ServerFlavor.MariaDb
                ? "SET GLOBAL rpl_semi_sync_slave_enabled=ON; STOP SLAVE IO_THREAD; START SLAVE IO_THREAD"
                : "SET GLOBAL rpl_semi_sync_replica_enabled=ON; STOP REPLICA IO_THREAD; START REPLICA IO_THREAD",
            Cancelled);
        await WaitForAcknowledgingAsync(fleet, 2);
        await fleet.RestartHostAsync(o => o with { EnforceExactSemiSyncReplicas = true });
        var exact = await fleet.WaitForNextRecoveryAsync(unlocked);
        await fleet.AssertSucceededAsync(exact);
        Assert.Equal(AnalysisCode.PrimaryWithTooManySemiSyncReplicas, exact.Code);
        await WaitForAcknowledgingAsync(fleet, 1);

        await fleet.Topology.Primary.ExecuteAsync("SET GLOBAL read_only=ON", Cancelled);
        var writable = await fleet.WaitForNextRecoveryAsync(exact);
        await fleet.AssertSucceededAsync(writable);
        Assert.Equal((RecoveryKind.ReadOnlyPrimary, AnalysisCode.NoWriteablePrimary), (writable.Kind, writable.Code));
        now = RunClock.Now;
        await later.WaitForAsync(w => w.SentAt > now, Cancelled);
        await Task.WhenAll(writer.StopAsync(), later.StopAsync());
        foreach (var written in new[] { writer, later }) await fleet.AssertNoneLostAsync(written, [0, 1, 2]);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    private static Task WaitForAcknowledgingAsync(Fleet fleet, int count) => fleet.WaitForAsync($"{count} replicas acknowledge", async () =>
        (await fleet.MembersAsync()).Single(m => m.Key == fleet.Key(0)).Snapshot.SemiSync.ConnectedReplicas == count);
}
