using System.Diagnostics;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Tests.Support;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Sessions;

public sealed class SessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_lock_belongs_to_one_session_until_it_ends(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 1, semiSync: false);
        var name = "ham4db:it's a \\ name that is far too long for a lock of any server, " + new string('x', 100);
        await using var second = await lab.SessionAsync(lab.Primary);
        await using (var first = await lab.SessionAsync(lab.Primary))
        {
            Assert.True(await first.TryLockAsync(name, TimeSpan.Zero, Token));
            Assert.True(await first.TryLockAsync(name, TimeSpan.Zero, Token));
            Assert.True(await first.TryLockAsync("another", TimeSpan.Zero, Token));
            Assert.False(await second.TryLockAsync(name, TimeSpan.Zero, Token));
            var watch = Stopwatch.StartNew();
            Assert.False(await second.TryLockAsync(name, Lab.Second, Token));
            Assert.True(watch.ElapsedMilliseconds is > 900 and < 10_000, $"{watch.ElapsedMilliseconds} ms");
        }

        Assert.True(await second.TryLockAsync(name, Lab.Second * 2, Token));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Replication_stops_and_starts_however_often_it_is_told(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor);
        await using var session = await lab.SessionAsync(lab.Replica);

        for (var i = 0; i < 2; i++)
        {
            await session.StopReceiverAsync(Token);
            Assert.True((await session.ProbeAsync(Token)).Replication is { Receiver: ReplicationThreadState.Stopped, Applier: ReplicationThreadState.Running });
        }

        for (var i = 0; i < 2; i++)
        {
            await session.StopReplicationAsync(Token);
            Assert.True((await session.ProbeAsync(Token)).Replication is { Receiver: ReplicationThreadState.Stopped, Applier: ReplicationThreadState.Stopped });
        }

        for (var i = 0; i < 2; i++)
        {
            await session.StartReplicationAsync(Token);
            Assert.True((await session.ProbeAsync(Token)).Replication!.IsRunning);
        }

        for (var i = 0; i < 2; i++) await session.ReconnectReceiverAsync(Token);
        await lab.WriteAsync(lab.Primary);
        await Lab.EventuallyAsync("the row arrives", async () => await lab.RowsAsync(lab.Replica) == 1);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_server_without_a_source_takes_what_does_not_need_one(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 1, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Primary);

        await session.StopReplicationAsync(Token);
        await session.StopReceiverAsync(Token);
        await session.ResetReplicationAsync(Token);
        Assert.True(await session.WaitForRelayLogAppliedAsync(Lab.Second, Token));
        Assert.True(await session.WaitForGtidSetAsync("", Lab.Second, Token));
        await Assert.ThrowsAsync<InstanceOperationException>(() => session.StartReplicationAsync(Token));
        await Assert.ThrowsAsync<InstanceOperationException>(() => session.ReconnectReceiverAsync(Token));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_replica_moves_below_another_and_keeps_its_account_and_tls(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 3);
        await using var session = await lab.SessionAsync(lab.OtherReplica);

        for (var i = 0; i < 2; i++)
        {
            await session.RepointAsync(Lab.Key(lab.Replica), new(), Token);
            Assert.True((await session.ProbeAsync(Token)).Replication is { Receiver: ReplicationThreadState.Stopped, Applier: ReplicationThreadState.Stopped });
            await session.StartReplicationAsync(Token);
        }

        var status = (await session.ProbeAsync(Token)).Replication!;
        Assert.Equal((Lab.Key(lab.Replica), lab.Topology.ReplicationUser, flavor == Flavor.MySql, true), (status.Source, status.User, status.UsesTls, status.UsesGtid));
        await lab.WriteAsync(lab.Primary);
        await Lab.EventuallyAsync("the row arrives", async () => await lab.RowsAsync(lab.OtherReplica) == 1);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_replica_takes_over_and_the_old_primary_comes_back_below_it(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor);
        for (var i = 0; i < 5; i++) await lab.WriteAsync(lab.Primary);
        await using var old = await lab.SessionAsync(lab.Primary);
        await using var next = await lab.SessionAsync(lab.Replica);
        var credentials = new ReplicationCredentials(lab.Topology.ReplicationUser, lab.Topology.ReplicationPassword);

        for (var i = 0; i < 2; i++) await old.SetReadOnlyAsync(true, Token);
        var executed = (await old.ProbeAsync(Token)).ExecutedGtidSet;
        Assert.True(await next.WaitForGtidSetAsync(executed, Lab.Second * 5, Token));
        for (var i = 0; i < 2; i++)
        {
            await next.ResetReplicationAsync(Token);
            await next.SetSemiSyncSourceAsync(true, Token);
            await next.SetReadOnlyAsync(false, Token);
            await old.SetSemiSyncSourceAsync(false, Token);
        }

        for (var i = 0; i < 2; i++)
        {
            await old.RepointAsync(Lab.Key(lab.Replica), new(credentials, WasPrimary: true), Token);
            await old.StartReplicationAsync(Token);
        }

        await lab.WriteAsync(lab.Replica);
        await Lab.EventuallyAsync("the row arrives at the old primary", async () => await lab.RowsAsync(lab.Primary) == 6);
        var (promoted, demoted) = (await lab.ProbeAsync(lab.Replica), await lab.ProbeAsync(lab.Primary));
        Assert.True(promoted is { IsReadOnly: false, IsSuperReadOnly: false, IsReplica: false, SemiSync: { SourceEnabled: true, ConnectedReplicas: 1 } });
        Assert.True(demoted is { IsReadOnly: true, Replication.IsRunning: true, SemiSync.SourceEnabled: false });
        Assert.Equal(promoted.ExecutedGtidSet, demoted.ExecutedGtidSet);

        // And back again, with what the servers now have behind them.
        await next.SetReadOnlyAsync(true, Token);
        await next.SetSemiSyncSourceAsync(false, Token);
        Assert.True(await old.WaitForGtidSetAsync((await next.ProbeAsync(Token)).ExecutedGtidSet, Lab.Second * 5, Token));
        await old.ResetReplicationAsync(Token);
        await old.SetReadOnlyAsync(false, Token);
        await next.RepointAsync(Lab.Key(lab.Primary), new(credentials, WasPrimary: true), Token);
        await next.StartReplicationAsync(Token);
        await lab.WriteAsync(lab.Primary);
        await Lab.EventuallyAsync("the row arrives at the first replica", async () => await lab.RowsAsync(lab.Replica) == 7);
    }

    [Fact]
    public async Task A_primary_that_takes_writes_all_the_time_is_made_a_replica_of_its_replica()
    {
        await using var lab = await Lab.StartAsync(Flavor.MariaDb, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Primary);
        var credentials = new ReplicationCredentials(lab.Topology.ReplicationUser, lab.Topology.ReplicationPassword);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(WriteAsync, Token)).ToList();

        // Each time it has to be told a position that is behind it a moment later.
        for (var i = 0; i < 20; i++)
        {
            await session.ResetReplicationAsync(Token);
            await session.RepointAsync(Lab.Key(lab.Replica), new(credentials, WasPrimary: true), Token);
        }

        await session.StartReplicationAsync(Token);
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        await Lab.EventuallyAsync("both have the same rows and follow each other", async () =>
            await lab.RowsAsync(lab.Primary) == await lab.RowsAsync(lab.Replica)
            && (await lab.ProbeAsync(lab.Primary)).Replication is { IsRunning: true } && (await lab.ProbeAsync(lab.Replica)).Replication is { IsRunning: true });

        async Task WriteAsync()
        {
            await using var connection = await lab.Primary.OpenAsync(Token);
            while (!stop.IsCancellationRequested)
            {
                await using var command = new MySqlConnector.MySqlCommand($"INSERT INTO {lab.Topology.DemoSchema}.writes (id, token) VALUES (1, '{Guid.NewGuid():N}')", connection);
                await command.ExecuteNonQueryAsync(Token);
            }
        }
    }

    [Fact]
    public async Task An_errant_transaction_of_an_old_primary_stops_it_and_is_told()
    {
        await using var lab = await Lab.StartAsync(Flavor.MariaDb, semiSync: false);
        await using var old = await lab.SessionAsync(lab.Primary);
        await using var next = await lab.SessionAsync(lab.Replica);
        await next.StopReplicationAsync(Token);
        await lab.WriteAsync(lab.Primary);
        await next.ResetReplicationAsync(Token);
        await next.SetReadOnlyAsync(false, Token);
        await lab.WriteAsync(lab.Replica);
        await lab.WriteAsync(lab.Replica);
        await old.SetReadOnlyAsync(true, Token);
        await old.RepointAsync(Lab.Key(lab.Replica), new(new(lab.Topology.ReplicationUser, lab.Topology.ReplicationPassword), WasPrimary: true), Token);

        var refused = await Assert.ThrowsAsync<InstanceOperationException>(() => old.StartReplicationAsync(Token));

        Assert.Contains("1236", refused.Message);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Starting_with_a_wrong_password_says_why_and_never_the_password(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor);
        await using var session = await lab.SessionAsync(lab.Replica);
        await session.RepointAsync(Lab.Key(lab.Primary), new(new(lab.Topology.ReplicationUser, "wr0ng")), Token);

        var refused = await Assert.ThrowsAsync<InstanceOperationException>(() => session.StartReplicationAsync(Token));

        Assert.Contains("1045", refused.Message);
        Assert.DoesNotContain("wr0ng", refused.ToString());
        Assert.All(lab.Logger.Lines, line => Assert.DoesNotContain("wr0ng", line));
    }

    [Theory]
    [InlineData(Flavor.MariaDb, "h'; DROP DATABASE ham4db_demo; --")]
    [InlineData(Flavor.MySql, "h'; DROP DATABASE ham4db_demo; --")]
    [InlineData(Flavor.MariaDb, "back\\'slash\\")]
    [InlineData(Flavor.MySql, "back\\'slash\\")]
    public async Task Hostile_text_stays_text(Flavor flavor, string hostile)
    {
        await using var lab = await Lab.StartAsync(flavor);
        await lab.Replica.ExecuteAsync("SET GLOBAL sql_mode = 'NO_BACKSLASH_ESCAPES,ANSI_QUOTES'", Token);
        await using var session = await lab.SessionAsync(lab.Replica);

        await session.RepointAsync(new(DatabaseEngine.MySql, hostile, 3306), new(new("us'er\\", "pass'\\\"word")), Token);
        var status = (await session.ProbeAsync(Token)).Replication!;

        Assert.Equal((hostile, "us'er\\"), (status.Source.Host, status.User));
        if (flavor == Flavor.MySql)
            Assert.Equal("pass'\\\"word", await lab.Replica.QueryAsync<string>("SELECT User_password FROM mysql.slave_master_info", Token));
        Assert.Equal(0, await lab.RowsAsync(lab.Replica));
        await Assert.ThrowsAsync<InstanceOperationException>(() => session.RepointAsync(new(DatabaseEngine.MySql, "line\nbreak", 3306), new(), Token));
        await Assert.ThrowsAnyAsync<InstanceOperationException>(() => session.WaitForGtidSetAsync("'; DROP DATABASE ham4db_demo; --", TimeSpan.Zero, Token));
        Assert.Equal(0, await lab.RowsAsync(lab.Replica));
    }
}
