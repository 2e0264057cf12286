using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Tests.Support;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Sessions;

public sealed class ReplicaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_replica_changes_how_it_positions_itself_and_when_it_applies(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Replica);
        var isMariaDb = flavor == Flavor.MariaDb;

        var statements = await session.GetRestartStatementsAsync("SELECT 1;", Token);
        Assert.Equal(5, statements.Count);
        Assert.Equal(isMariaDb ? "STOP SLAVE IO_THREAD;" : "STOP REPLICA IO_THREAD FOR CHANNEL '';", statements[0]);
        Assert.Equal("SELECT 1;", statements[2]);
        foreach (var statement in statements) await lab.Replica.ExecuteAsync(statement, Token);
        await Lab.EventuallyAsync("it replicates again", async () => (await session.ProbeAsync(Token)).Replication!.IsRunning);

        foreach (var byGtid in new[] { false, true })
        {
            for (var i = 0; i < 2; i++) await session.SetGtidPositioningAsync(byGtid, Token);
            await session.StartReplicationAsync(Token);
            Assert.Equal(byGtid, (await session.ProbeAsync(Token)).Replication!.UsesGtid);
            await FollowsAsync(lab);
        }

        foreach (var seconds in new[] { 3600, 0 })
        {
            for (var i = 0; i < 2; i++) await session.SetDelayAsync(seconds, Token);
            await session.StartReplicationAsync(Token);
            Assert.True((await session.ProbeAsync(Token)).Replication is { UsesGtid: true } now && now.DelaySeconds == seconds);
        }

        await FollowsAsync(lab);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task The_transaction_that_the_applier_stopped_at_is_found_and_can_be_left_out(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Replica);
        Assert.Null(await session.FindFailedTransactionAsync(Token));

        await FailAsync(lab, session, 1);
        var failed = await session.FindFailedTransactionAsync(Token);
        Assert.Equal(await NewestAsync(lab), failed);
        if (flavor == Flavor.MariaDb)
        {
            await lab.Replica.ExecuteAsync($"STOP SLAVE; SET GLOBAL gtid_slave_pos = '{failed}'", Token);
        }
        else
        {
            for (var i = 0; i < 2; i++) await session.InjectEmptyTransactionsAsync([failed!], Token);
        }

        await session.StartReplicationAsync(Token);
        await FollowsAsync(lab);
        if (flavor == Flavor.MariaDb) return;

        // Without gtid_mode=ON events are counted, as everywhere before GTIDs.
        await session.SetGtidPositioningAsync(enabled: false, Token);
        await lab.Replica.ExecuteAsync("SET GLOBAL gtid_mode = ON_PERMISSIVE", Token);
        await session.StartReplicationAsync(Token);
        await FailAsync(lab, session, 2);
        var at = ChannelOf(await session.ProbeAsync(Token)).Executed;
        Assert.False(await session.SkipEventGroupAsync(at with { Position = at.Position - 1 }, Token));
        for (var i = 0; i < 2; i++) Assert.True(await session.SkipEventGroupAsync(at, Token));
        await session.StartReplicationAsync(Token);
        await FollowsAsync(lab);
        Assert.False(await session.SkipEventGroupAsync(at, Token));
    }

    private static ReplicationStatus ChannelOf(InstanceSnapshot snapshot) => snapshot.Replication!;

    private static async Task<string?> NewestAsync(Lab lab) => lab.Topology.Servers[0].Flavor == Flavor.MariaDb
        ? await lab.Primary.QueryAsync<string>("SELECT @@global.gtid_binlog_pos", Token)
        : $"{await lab.Primary.QueryAsync<string>("SELECT @@global.server_uuid", Token)}:{(await lab.Primary.QueryAsync<string>("SELECT @@global.gtid_executed", Token))!.Split('-')[^1]}";

    /// <summary>Writes a row at the replica that the primary writes after it.</summary>
    private static async Task FailAsync(Lab lab, IInstanceSession session, int id)
    {
        var insert = $"INSERT INTO {lab.Topology.DemoSchema}.writes (id, token) VALUES ({id}, 'conflict')";
        var (off, on) = lab.Replica.Flavor == Flavor.MariaDb ? ("", "") : ("SET GLOBAL super_read_only = OFF; ", "; SET GLOBAL super_read_only = ON");
        await lab.Replica.ExecuteAsync($"{off}SET SESSION sql_log_bin = 0; {insert}{on}", Token);
        await lab.Primary.ExecuteAsync(insert, Token);
        await Lab.EventuallyAsync("the applier stops", async () => (await session.ProbeAsync(Token)).Replication is { Applier: ReplicationThreadState.Stopped, ApplierErrorNumber: not 0 });
    }

    private static async Task FollowsAsync(Lab lab)
    {
        await lab.WriteAsync(lab.Primary);
        var rows = await lab.RowsAsync(lab.Primary);
        await Lab.EventuallyAsync("the rows arrive", async () => await lab.RowsAsync(lab.Replica) == rows);
    }
}
