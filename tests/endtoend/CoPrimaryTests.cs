using Ham4Db.Core.Analysis;
using Ham4Db.EndToEnd.Tests.Support;
using Ham4Db.Topologies;

namespace Ham4Db.EndToEnd.Tests;

public sealed class CoPrimaryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_co_primaries_the_one_that_lives_is_the_primary_whichever_took_the_writes()
    {
        var topology = new TopologyOptions { Flavor = ServerFlavor.MySql, Layout = new TopologyLayout([-1, 0, 1, 0]), SemiSync = false };
        await using var fleet = await Fleet.StartAsync(topology, o => o with { InstancePollSeconds = 1, RecoveryPeriodBlockSeconds = 0 }, Cancelled);
        await using var checker = new WritableChecker(fleet.Topology.Servers);
        await using var writer = fleet.StartWriter();
        await writer.WaitForAsync(w => w.Id > 20, Cancelled);

        await MakeCoPrimariesAsync(fleet, 0, 1);
        fleet.Server(1).Kill();
        var standby = await fleet.WaitForRecoveryAsync();
        await fleet.AssertSucceededAsync(standby);
        Assert.Equal((AnalysisCode.DeadCoPrimary, fleet.Key(0)), (standby.Code, standby.Successor));
        await fleet.Server(1).RestartAsync(cancellationToken: Cancelled);
        await fleet.WaitUntilWellAsync(0);
        await fleet.WaitForAsync("it rejoined", async () => await fleet.StateAsync() is { Demoted.Count: 0, Downtimes.Count: 0 });

        await MakeCoPrimariesAsync(fleet, 0, 1);
        await writer.StopAsync();
        await fleet.AssertNoneLostAsync(writer, [1]);
        fleet.Server(0).Kill();
        var active = await fleet.WaitForNextRecoveryAsync(standby);
        await fleet.AssertSucceededAsync(active);
        Assert.Equal(fleet.Key(1), active.Successor);
        await fleet.Server(0).RestartAsync(cancellationToken: Cancelled);
        await fleet.WaitUntilWellAsync(1);
        await fleet.AssertNoneLostAsync(writer, [0, 1, 2, 3]);
        await checker.StopAsync();
        Assert.Equal(1, checker.MaxSimultaneouslyWritable);
    }

    private static async Task MakeCoPrimariesAsync(Fleet fleet, int first, int second)
    {
        var source = fleet.Server(second);
        await fleet.Server(first).ExecuteAsync(
            $"""
            CHANGE REPLICATION SOURCE TO SOURCE_HOST='{source.Host}', SOURCE_PORT={source.Port}, SOURCE_USER='{fleet.Topology.ReplicationUser}',
              SOURCE_PASSWORD='{fleet.Topology.ReplicationPassword}', SOURCE_CONNECT_RETRY=1, SOURCE_AUTO_POSITION=1, GET_SOURCE_PUBLIC_KEY=1;
            START REPLICA
            """,
            Cancelled);
        await fleet.WaitForAsync("they replicate from each other", async () =>
        {
            var members = (await fleet.MembersAsync()).ToDictionary(m => m.Key, m => m.Snapshot.Replication);
            return members[fleet.Key(first)] is { IsRunning: true } one && one.Source == fleet.Key(second)
                && members[fleet.Key(second)] is { IsRunning: true } other && other.Source == fleet.Key(first);
        });
    }
}
