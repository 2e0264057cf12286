using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class CoPrimaryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, InlineData(ServerFlavor.MariaDb), InlineData(ServerFlavor.MySql)]
    public async Task Of_two_co_primaries_the_one_that_lives_is_the_primary_whichever_took_the_writes(ServerFlavor flavor)
    {
        var topology = new TopologyOptions { Flavor = flavor, Layout = new TopologyLayout([-1, 0, 1, 0]), SemiSync = false };
        await using var fleet = await Fleet.StartAsync(topology, o => o with { InstancePollSeconds = 1, RecoveryPeriodBlockSeconds = 0 }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);

        // Wanted more than anybody else, and not the other co-primary.
        await fleet.RegisterRuleAsync(3, PromotionRule.Prefer);
        await MakeCoPrimariesAsync(fleet);
        fleet.Server(1).Kill();
        var standby = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(standby);
        Assert.Equal((AnalysisCode.DeadCoPrimary, fleet.Key(0)), (standby.Code, standby.Successor));
        await fleet.Server(1).RestartAsync(cancellationToken: Cancelled);
        await fleet.WaitUntilWellAsync(0);
        await fleet.WaitForAsync("it rejoined", async () => await fleet.StateAsync() is { Demoted.Count: 0, Downtimes.Count: 0 });

        await MakeCoPrimariesAsync(fleet);
        await writer.StopAsync();
        await fleet.AssertNoneLostAsync(writer, [1]);
        fleet.Server(0).Kill();
        var active = await fleet.WaitForNextRecoveryAsync(standby);
        await fleet.AssertSucceededAsync(active);
        Assert.True(active.Code == AnalysisCode.DeadCoPrimary && active.Successor == fleet.Key(1), $"{active.Code} {active.Kind} {active.Failed} -> {active.Successor}\n{await fleet.DescribeAsync()}");
        await fleet.Server(0).RestartAsync(cancellationToken: Cancelled);
        await fleet.WaitUntilWellAsync(1);
        await fleet.AssertNoneLostAsync(writer, [0, 1, 2, 3]);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    private static async Task MakeCoPrimariesAsync(Fleet fleet)
    {
        var (code, message) = await fleet.CallAsync("make-co-master/#1");
        Assert.True(code == "OK", message);
        await fleet.WaitForAsync("the app sees the circle: nobody but the other co-primary would take over", async () =>
            (await fleet.Store.FindClusterAsync(fleet.ClusterId, Cancelled))?.Outlook?.Candidate == fleet.Key(1));
        await fleet.WaitForAsync("both replicate", async () =>
            (await fleet.MembersAsync()).Where(m => m.Key == fleet.Key(0) || m.Key == fleet.Key(1)).All(m => m.Snapshot.Replication is { IsRunning: true }));
    }
}
