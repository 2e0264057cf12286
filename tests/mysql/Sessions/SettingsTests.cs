using System.Diagnostics;
using Ham4Db.Engines.MySql.Tests.Support;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Sessions;

public sealed class SettingsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Tls_towards_the_source_is_switched_and_kept(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor);
        await using var session = await lab.SessionAsync(lab.Replica);
        foreach (var (useTls, expected) in ((bool?, bool)[])[(true, true), (null, true), (false, false), (null, false)])
        {
            await session.RepointAsync(Lab.Key(lab.Primary), new(UseTls: useTls), Token);
            Assert.Equal(expected, (await session.ProbeAsync(Token)).Replication!.UsesTls);
        }

        await session.StartReplicationAsync(Token);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Read_only_holds_even_with_open_transactions_and_waiting_commits(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor);
        await using var session = await lab.SessionAsync(lab.Primary);
        await using var client = new MySqlConnector.MySqlConnection(
            $"Server={lab.Primary.Host};Port={lab.Primary.Port};User ID={lab.Topology.AppUser};Password={lab.Topology.AppPassword};Pooling=false;Cancellation Timeout=-1");
        await client.OpenAsync(Token);
        await new MySqlConnector.MySqlCommand($"BEGIN; INSERT INTO {lab.Topology.DemoSchema}.writes (id, token) VALUES (1, 'open')", client).ExecuteNonQueryAsync(Token);

        await session.SetReadOnlyAsync(true, Token);
        await Assert.ThrowsAsync<MySqlConnector.MySqlException>(() => new MySqlConnector.MySqlCommand("COMMIT", client).ExecuteNonQueryAsync(Token));
        await session.SetReadOnlyAsync(false, Token);

        await Lab.HangAsync(lab.Replica);
        var stuck = lab.WriteAsync(lab.Primary);
        await Lab.EventuallyAsync("the commit waits", async () =>
            await lab.Primary.QueryAsync<int>("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for semi-sync ACK%'", Token) == 1);
        var watch = Stopwatch.StartNew();
        await session.SetReadOnlyAsync(true, Token);
        TestContext.Current.TestOutputHelper?.WriteLine($"{flavor}: {watch.ElapsedMilliseconds} ms");

        Assert.True((await session.ProbeAsync(Token)) is { IsReadOnly: true, SemiSync.SourceEnabled: true });
        await Task.WhenAny(stuck, Task.Delay(Lab.Second * 3, Token));
        Assert.True(stuck.IsFaulted || flavor == Flavor.MySql, stuck.Status.ToString());
        lab.Replica.Resume();
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Only_ordinary_clients_are_ended(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 3);
        await using var session = await lab.SessionAsync(lab.Primary);
        await using var manager = await lab.SessionAsync(lab.Primary);
        var clients = new List<MySqlConnector.MySqlConnection>();
        for (var i = 0; i < 12; i++)
        {
            clients.Add(new($"Server={lab.Primary.Host};Port={lab.Primary.Port};User ID={lab.Topology.AppUser};Password={lab.Topology.AppPassword};Pooling=false"));
            await clients[^1].OpenAsync(Token);
        }

        // A closing connection of the test's own counts as a client for a moment.
        Assert.InRange(await session.KillClientConnectionsAsync(Token), 12, 14);
        await Lab.EventuallyAsync("the clients are gone", async () =>
            await lab.Primary.QueryAsync<int>($"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = '{lab.Topology.AppUser}'", Token) == 0);
        await Lab.EventuallyAsync("none is left", async () => await session.KillClientConnectionsAsync(Token) == 0);

        Assert.True(await manager.TryLockAsync("still here", TimeSpan.Zero, Token));
        Assert.Equal(2, (await session.ProbeAsync(Token)).SemiSync.ConnectedReplicas);
        foreach (var client in clients) await client.DisposeAsync();
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Semi_sync_is_switched_on_both_sides(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        await using var session = await lab.SessionAsync(lab.Replica);
        foreach (var enabled in (bool[])[true, true, false, false])
        {
            await session.SetSemiSyncSourceAsync(enabled, Token);
            await session.SetSemiSyncReplicaAsync(enabled, Token);
            var status = (await session.ProbeAsync(Token)).SemiSync;
            Assert.Equal((enabled, enabled), (status.SourceEnabled, status.ReplicaEnabled));
        }

        // MariaDB always waits for one.
        foreach (var _ in (int[])[1, 2]) await session.SetSemiSyncWaitCountAsync(2, Token);
        Assert.Equal(flavor == Flavor.MariaDb ? 1 : 2, (await session.ProbeAsync(Token)).SemiSync.WaitForReplicaCount);
    }

    [Fact]
    public async Task Semi_sync_that_is_not_there_is_left_alone()
    {
        await using var lab = await Lab.StartAsync(Flavor.MySql, servers: 1, semiSync: false);
        await lab.Primary.ExecuteAsync("UNINSTALL PLUGIN rpl_semi_sync_replica; UNINSTALL PLUGIN rpl_semi_sync_source", Token);
        await using var session = await lab.SessionAsync(lab.Primary);

        await session.SetSemiSyncSourceAsync(true, Token);
        await session.SetSemiSyncReplicaAsync(true, Token);
        await session.SetSemiSyncWaitCountAsync(2, Token);

        Assert.False((await session.ProbeAsync(Token)).SemiSync.IsAvailable);
    }

    [Fact]
    public async Task Replication_credentials_are_read_from_MySql_itself()
    {
        await using var lab = await Lab.StartAsync(Flavor.MySql);
        await using var session = await lab.SessionAsync(lab.Replica);

        Assert.Equal(new(lab.Topology.ReplicationUser, lab.Topology.ReplicationPassword), await session.ReadReplicationCredentialsAsync(Token));
        Assert.True((await session.ProbeAsync(Token)).ReplicationCredentialsAvailable);
        await using var primary = await lab.SessionAsync(lab.Primary);
        Assert.Null(await primary.ReadReplicationCredentialsAsync(Token));
        Assert.False((await primary.ProbeAsync(Token)).ReplicationCredentialsAvailable);
    }

    [Fact]
    public async Task Replication_credentials_of_MariaDb_come_from_the_query_alone()
    {
        await using var lab = await Lab.StartAsync(Flavor.MariaDb);
        await using (var session = await lab.SessionAsync(lab.Replica))
            Assert.Null(await session.ReadReplicationCredentialsAsync(Token));
        using var configured = lab.NewEngine(lab.Options with { ReplicationCredentialsQuery = "SELECT 'u', 'p';" });
        await using (var session = await configured.OpenSessionAsync(Lab.Key(lab.Replica), Lab.Second, Token))
            Assert.Equal(new("u", "p"), await session.ReadReplicationCredentialsAsync(Token));
        using var failing = lab.NewEngine(lab.Options with { ReplicationCredentialsQuery = "SELECT secret FROM nowhere.at_all" });
        await using (var session = await failing.OpenSessionAsync(Lab.Key(lab.Replica), Lab.Second, Token))
            Assert.Null(await session.ReadReplicationCredentialsAsync(Token));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task The_managers_account_cannot_touch_data_or_accounts(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 1, semiSync: false);
        await using var connection = new MySqlConnector.MySqlConnection(
            $"Server={lab.Primary.Host};Port={lab.Primary.Port};User ID={lab.Topology.ManagerUser};Password={lab.Topology.ManagerPassword};Pooling=false");
        await connection.OpenAsync(Token);
        foreach (var statement in (string[])[
            $"SELECT * FROM {lab.Topology.DemoSchema}.writes", $"INSERT INTO {lab.Topology.DemoSchema}.writes (id, token) VALUES (1, 'x')", $"DROP DATABASE {lab.Topology.DemoSchema}",
            "CREATE DATABASE mine", "CREATE USER x", "SELECT * FROM mysql.user", "SHUTDOWN", "SELECT LOAD_FILE('/etc/passwd') FROM mysql.user"])
        {
            var refused = await Assert.ThrowsAsync<MySqlConnector.MySqlException>(() => new MySqlConnector.MySqlCommand(statement, connection).ExecuteNonQueryAsync(Token));
            Assert.Contains(refused.Number, (int[])[1142, 1044, 1227, 1045]);
        }
    }
}
