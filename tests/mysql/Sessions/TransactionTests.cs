using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Core.PseudoGtid;
using Ham4Db.Engines.MySql.Tests.Support;
using MySqlConnector;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Sessions;

public sealed class TransactionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Binary_logs_are_listed_read_and_purged(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 1, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Primary);
        await lab.WriteAsync(lab.Primary);

        var first = Assert.Single(await session.ReadBinaryLogsAsync(Token));
        var events = await session.ReadLogEventsAsync(LogKind.Binary, new(first.File, 0), 1000, Token);
        Assert.Equal("Format_desc", events[0].Type);
        Assert.Contains(events, e => e.Type.StartsWith("Write_rows", StringComparison.Ordinal));
        Assert.Equal(events.Skip(2).Take(3), await session.ReadLogEventsAsync(LogKind.Binary, events[2].At, 3, Token));

        await session.FlushBinaryLogsAsync(Token);
        var last = (await session.ReadBinaryLogsAsync(Token))[^1];
        Assert.NotEqual(first.File, last.File);
        for (var i = 0; i < 2; i++) await session.PurgeBinaryLogsAsync(last.File, Token);
        Assert.Equal(last.File, Assert.Single(await session.ReadBinaryLogsAsync(Token)).File);
        await Assert.ThrowsAsync<InstanceOperationException>(() => session.PurgeBinaryLogsAsync(first.File, Token));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Errant_transactions_are_injected_at_the_primary_or_forgotten_at_the_replica(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        await using var primary = await lab.SessionAsync(lab.Primary);
        await using var replica = await lab.SessionAsync(lab.Replica);
        await lab.WriteAsync(lab.Primary);
        await CatchUpAsync();

        await WriteErrantAsync();
        var errant = await ErrantAsync();
        Assert.False(errant.IsEmpty);
        for (var i = 0; i < 2; i++) await primary.InjectEmptyTransactionsAsync($"{errant}".Split(','), Token);
        await CatchUpAsync();
        Assert.True((await ErrantAsync()).IsEmpty);
        await lab.WriteAsync(lab.Primary);
        await CatchUpAsync();
        Assert.True((await replica.ProbeAsync(Token)).Replication!.IsRunning);

        await WriteErrantAsync();
        errant = await ErrantAsync();
        Assert.False(errant.IsEmpty);
        var executed = await lab.Replica.QueryAsync<string>(flavor == Flavor.MariaDb ? "SELECT @@global.gtid_slave_pos" : "SELECT @@global.gtid_executed", Token);
        var wanted = flavor == Flavor.MariaDb ? executed! : $"{GtidSet.Parse(GtidKind.Oracle, executed!).Subtract(errant)}";
        await Assert.ThrowsAsync<InstanceOperationException>(() => replica.ReplaceGtidHistoryAsync(wanted, Token));
        await replica.StopReplicationAsync(Token);
        for (var i = 0; i < 2; i++) await replica.ReplaceGtidHistoryAsync(wanted, Token);
        await lab.WriteAsync(lab.Primary);
        await replica.StartReplicationAsync(Token);
        await CatchUpAsync();
        Assert.True((await ErrantAsync()).IsEmpty);

        async Task<GtidSet> ErrantAsync()
        {
            var (mine, theirs) = (await replica.ProbeAsync(Token), await primary.ProbeAsync(Token));
            return GtidSet.Parse(mine.GtidKind, mine.ExecutedGtidSet).Subtract(GtidSet.Parse(theirs.GtidKind, theirs.ExecutedGtidSet));
        }

        async Task CatchUpAsync() => Assert.True(await replica.WaitForGtidSetAsync((await primary.ProbeAsync(Token)).ExecutedGtidSet, Lab.Second * 10, Token));

        Task WriteErrantAsync() => lab.Replica.ExecuteAsync(
            flavor == Flavor.MariaDb
                ? $"SET SESSION gtid_domain_id = 7; INSERT INTO {lab.Topology.DemoSchema}.writes (id, token) VALUES (0, UUID_SHORT())"
                : $"SET GLOBAL super_read_only = OFF; INSERT INTO {lab.Topology.DemoSchema}.writes (id, token) VALUES (0, UUID_SHORT()); SET GLOBAL super_read_only = ON",
            Token);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_statement_is_ended_and_clients_are_shut_out_where_the_server_can(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 1, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Primary);
        await using var client = await ConnectAsync();
        await using var sleep = new MySqlCommand("SELECT SLEEP(600)", client);
        var sleeping = sleep.ExecuteScalarAsync(Token);
        await Lab.EventuallyAsync("it is killed", async () => await session.KillQueryAsync(client.ServerThread, Token) && await Task.WhenAny(sleeping, Task.Delay(50, Token)) == sleeping);
        try
        {
            Assert.Equal(1L, Convert.ToInt64(await sleeping));
        }
        catch (MySqlException exception)
        {
            Assert.Equal(MySqlErrorCode.QueryInterrupted, exception.ErrorCode);
        }

        Assert.False(await session.KillQueryAsync(999_999, Token));
        Assert.False(await session.AreClientsShutOutAsync(Token));
        if (flavor == Flavor.MariaDb)
        {
            Assert.Contains("no offline mode", (await Assert.ThrowsAsync<InstanceOperationException>(() => session.SetClientsShutOutAsync(shutOut: true, Token))).Message, StringComparison.Ordinal);
            Assert.Contains("MariaDB", await session.WhyNotCloneAsync(Token), StringComparison.Ordinal);
            return;
        }

        for (var i = 0; i < 2; i++) await session.SetClientsShutOutAsync(shutOut: true, Token);
        Assert.True(await session.AreClientsShutOutAsync(Token));
        await using var write = new MySqlCommand("SELECT 1", client);
        await Assert.ThrowsAnyAsync<MySqlException>(() => write.ExecuteScalarAsync(Token));
        await Assert.ThrowsAnyAsync<MySqlException>(ConnectAsync);
        for (var i = 0; i < 2; i++) await session.SetClientsShutOutAsync(shutOut: false, Token);
        await using var again = await ConnectAsync();
        Assert.Contains("no clone plugin", await session.WhyNotCloneAsync(Token), StringComparison.Ordinal);
        Assert.False(await session.IsCloningAsync(Token));

        async Task<MySqlConnection> ConnectAsync()
        {
            var connection = new MySqlConnection(
                $"Server={lab.Primary.Host};Port={lab.Primary.Port};User ID={lab.Topology.AppUser};Password={lab.Topology.AppPassword};Pooling=false");
            await connection.OpenAsync(Token);
            return connection;
        }
    }
}
