using System.Diagnostics;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Tests.Support;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Sessions;

public sealed class WaitingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Waiting_ends_when_it_is_reached_or_the_time_is_up(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Replica);
        var delay = flavor == Flavor.MariaDb
            ? "STOP SLAVE; CHANGE MASTER TO MASTER_DELAY=2; START SLAVE"
            : "STOP REPLICA SQL_THREAD; CHANGE REPLICATION SOURCE TO SOURCE_DELAY=2; START REPLICA SQL_THREAD";
        await lab.Replica.ExecuteAsync(delay, Token);
        var before = (await lab.ProbeAsync(lab.Primary)).ExecutedGtidSet;
        Assert.True(await session.WaitForGtidSetAsync(before, TimeSpan.Zero, Token));

        await lab.WriteAsync(lab.Primary);
        var after = (await lab.ProbeAsync(lab.Primary)).ExecutedGtidSet;
        await Lab.EventuallyAsync("the row is received", async () => (await session.ProbeAsync(Token)).Replication!.Read == (await lab.ProbeAsync(lab.Primary)).BinlogPosition);
        Assert.Equal(2, (await session.ProbeAsync(Token)).Replication!.DelaySeconds);

        await TimedOutAsync(timeout => session.WaitForGtidSetAsync(after, timeout, Token));
        await TimedOutAsync(timeout => session.WaitForRelayLogAppliedAsync(timeout, Token));
        Assert.True(await session.WaitForRelayLogAppliedAsync(Lab.Second * 10, Token));
        Assert.Equal(1, await lab.RowsAsync(lab.Replica));
        Assert.True(await session.WaitForGtidSetAsync(after, TimeSpan.Zero, Token));
        Assert.True(await session.WaitForRelayLogAppliedAsync(TimeSpan.Zero, Token));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_replica_without_gtid_waits_by_coordinates(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Replica);
        await lab.Replica.ExecuteAsync(
            flavor == Flavor.MariaDb
                ? "STOP SLAVE; CHANGE MASTER TO MASTER_USE_GTID=no, MASTER_DELAY=2; START SLAVE"
                : "STOP REPLICA; CHANGE REPLICATION SOURCE TO SOURCE_AUTO_POSITION=0, SOURCE_DELAY=2; START REPLICA",
            Token);
        await lab.WriteAsync(lab.Primary);
        await Lab.EventuallyAsync("the row is received", async () => (await session.ProbeAsync(Token)).Replication!.Read == (await lab.ProbeAsync(lab.Primary)).BinlogPosition);
        Assert.False((await session.ProbeAsync(Token)).Replication!.UsesGtid);

        await TimedOutAsync(timeout => session.WaitForRelayLogAppliedAsync(timeout, Token));
        Assert.True(await session.WaitForRelayLogAppliedAsync(Lab.Second * 10, Token));
        Assert.Equal(1, await lab.RowsAsync(lab.Replica));
        Assert.True(await session.WaitForRelayLogAppliedAsync(TimeSpan.Zero, Token));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task An_applier_that_fails_ends_the_wait(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Replica);
        await lab.Replica.ExecuteAsync($"SET GLOBAL read_only = OFF; SET sql_log_bin = 0; DROP TABLE {lab.Topology.DemoSchema}.writes", Token);
        await lab.WriteAsync(lab.Primary);
        var set = (await lab.ProbeAsync(lab.Primary)).ExecutedGtidSet;

        var failed = await Assert.ThrowsAsync<InstanceOperationException>(() => session.WaitForGtidSetAsync(set, Lab.Second * 20, Token));

        Assert.Contains("1146", failed.Message);
        Assert.Equal(1146, (await session.ProbeAsync(Token)).Replication!.ApplierErrorNumber);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Reconnecting_keeps_what_was_received_and_not_yet_applied(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor);
        await using var session = await lab.SessionAsync(lab.Replica);
        await using (var blocker = await lab.Replica.OpenAsync(Token))
        {
            // The applier waits at the first row, and all that follow pile up behind it.
            await new MySqlConnector.MySqlCommand($"LOCK TABLES {lab.Topology.DemoSchema}.writes READ", blocker).ExecuteNonQueryAsync(Token);
            for (var i = 0; i < 50; i++) await lab.WriteAsync(lab.Primary);
            await Lab.HangAsync(lab.Primary);
            for (var i = 0; i < 2; i++)
            {
                var watch = Stopwatch.StartNew();
                await session.ReconnectReceiverAsync(Token);
                TestContext.Current.TestOutputHelper?.WriteLine($"{flavor}: reconnecting to a hung source took {watch.ElapsedMilliseconds} ms");
                // A minute is what a receiver waits for a source by itself; MySQL looks every two seconds whether it has ended.
                Assert.True(watch.ElapsedMilliseconds < 30_000, $"{watch.ElapsedMilliseconds} ms");
            }

            Assert.Equal(ReplicationThreadState.Other, (await session.ProbeAsync(Token)).Replication!.Receiver);
            Assert.Equal(0, await lab.RowsAsync(lab.Replica));
            lab.Primary.Kill();
            await session.StopReceiverAsync(Token);
        }

        Assert.True(await session.WaitForRelayLogAppliedAsync(Lab.Second * 10, Token));
        Assert.Equal(50, await lab.RowsAsync(lab.Replica));
    }

    [Fact]
    public async Task MariaDb_is_not_reconnected_while_its_applier_stands_still()
    {
        await using var lab = await Lab.StartAsync(Flavor.MariaDb);
        await using var session = await lab.SessionAsync(lab.Replica);
        await lab.Replica.ExecuteAsync("STOP SLAVE SQL_THREAD", Token);

        await Assert.ThrowsAsync<InstanceOperationException>(() => session.ReconnectReceiverAsync(Token));

        Assert.Equal(ReplicationThreadState.Running, (await session.ProbeAsync(Token)).Replication!.Receiver);
    }

    [Fact]
    public async Task The_time_that_MariaDb_takes_to_leave_a_hung_source_is_bounded_and_its_setting_restored()
    {
        await using var lab = await Lab.StartAsync(Flavor.MariaDb);
        await lab.Replica.ExecuteAsync("SET GLOBAL rpl_semi_sync_slave_kill_conn_timeout = 0", Token);
        await using var session = await lab.SessionAsync(lab.Replica);
        await Lab.HangAsync(lab.Primary);

        var watch = Stopwatch.StartNew();
        await session.StopReplicationAsync(Token);

        Assert.True(watch.ElapsedMilliseconds < 10_000, $"{watch.ElapsedMilliseconds} ms");
        Assert.Equal(0, await lab.Replica.QueryAsync<int>("SELECT @@global.rpl_semi_sync_slave_kill_conn_timeout", Token));
    }

    private static async Task TimedOutAsync(Func<TimeSpan, Task<bool>> wait)
    {
        var timeout = TimeSpan.FromMilliseconds(300);
        var watch = Stopwatch.StartNew();
        Assert.False(await wait(timeout));
        Assert.True(watch.ElapsedMilliseconds is >= 290 and < 10_000, $"{watch.ElapsedMilliseconds} ms");
    }
}
