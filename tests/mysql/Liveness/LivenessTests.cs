using System.Diagnostics;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Tests.Support;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Liveness;

public sealed class LivenessTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task An_answer_says_whether_the_server_is_writable(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor);

        Assert.Equal(new LivenessOutcome(true, true, null), await lab.Engine.PingAsync(Lab.Key(lab.Primary), Lab.Second, Token));
        Assert.Equal(new LivenessOutcome(true, false, null), await lab.Engine.PingAsync(Lab.Key(lab.Replica), Lab.Second, Token));

        await lab.Primary.ExecuteAsync("SET GLOBAL read_only = ON", Token);
        Assert.Equal(new LivenessOutcome(true, false, null), await lab.Engine.PingAsync(Lab.Key(lab.Primary), Lab.Second, Token));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_question_takes_one_round_trip_over_two_kept_connections(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 1, semiSync: false);
        await using var proxy = new CountingProxy(lab.Primary.Port);
        var key = Lab.Key(lab.Primary) with { Port = proxy.Port };
        await lab.Engine.PingAsync(key, Lab.Second * 2, Token);
        await Lab.EventuallyAsync("the spare connection is there", async () =>
            await lab.Primary.QueryAsync<int>($"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = '{lab.Topology.ManagerUser}' AND COMMAND = 'Sleep'", Token) == 2);

        // The spare's login may still be counted; a question asked now has it behind it.
        await lab.Engine.PingAsync(key, Lab.Second, Token);
        await lab.Engine.PingAsync(key, Lab.Second, Token);
        proxy.Reset();
        for (var i = 0; i < 10; i++) Assert.True((await lab.Engine.PingAsync(key, Lab.Second, Token)).IsAlive);

        Assert.Equal((0, 10), (proxy.Connections, proxy.RoundTrips));
    }

    [Fact]
    public async Task A_hung_server_is_not_showered_with_connections()
    {
        await using var lab = await Lab.StartAsync(Flavor.MariaDb, servers: 1, semiSync: false);
        var key = Lab.Key(lab.Primary);
        await lab.Engine.PingAsync(key, Lab.Second, Token);
        var before = await lab.Primary.QueryAsync<long>("SHOW GLOBAL STATUS LIKE 'Connections'", Token);
        await Lab.HangAsync(lab.Primary);

        for (var i = 0; i < 30; i++)
        {
            var watch = Stopwatch.StartNew();
            Assert.Equal(ProbeFailureKind.Timeout, (await lab.Engine.PingAsync(key, TimeSpan.FromMilliseconds(100), Token)).Failure!.Kind);
            Assert.True(watch.ElapsedMilliseconds < 3000, $"{watch.ElapsedMilliseconds} ms");
        }

        lab.Primary.Resume();
        Assert.True((await lab.Engine.PingAsync(key, Lab.Second * 3, Token)).IsAlive);
        var opened = await lab.Primary.QueryAsync<long>("SHOW GLOBAL STATUS LIKE 'Connections'", Token) - before;
        Assert.True(opened <= 8, $"{opened} connections");
    }

    [Theory]
    [InlineData(Flavor.MariaDb, true)]
    [InlineData(Flavor.MySql, true)]
    [InlineData(Flavor.MySql, false)]
    public async Task A_living_server_is_fenced_and_its_clients_are_ended(Flavor flavor, bool useSuperReadOnly)
    {
        await using var lab = await Lab.StartAsync(flavor, configure: options => options with { UseSuperReadOnly = useSuperReadOnly });
        await using var client = await OpenClientAsync(lab);

        Assert.True(await lab.Engine.TryFenceAsync(Lab.Key(lab.Primary), Lab.Second * 2, Token));
        Assert.True(await lab.Engine.TryFenceAsync(Lab.Key(lab.Primary), Lab.Second * 2, Token));

        var snapshot = await lab.ProbeAsync(lab.Primary);
        Assert.Equal((true, flavor == Flavor.MySql && useSuperReadOnly), (snapshot.IsReadOnly, snapshot.IsSuperReadOnly));
        await Lab.EventuallyAsync("the client is gone", async () => await ClientsAsync(lab) == 0);
        Assert.Equal(1, snapshot.SemiSync.ConnectedReplicas);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_hung_server_is_fenced_by_the_request_that_waits_for_it(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        var key = Lab.Key(lab.Primary);
        await WarmUpAsync(lab);
        await using var writer = new Topologies.WriterProbe(_ => new((lab.Primary.Host, lab.Primary.Port)), new() { Pause = TimeSpan.Zero });
        await writer.WaitForAsync(write => write.Id > 20, Token);
        await Lab.HangAsync(lab.Primary);
        Assert.False((await lab.Engine.PingAsync(key, Patience, Token)).IsAlive);

        var watch = Stopwatch.StartNew();
        Assert.False(await lab.Engine.TryFenceAsync(key, Patience, Token));
        Assert.False(await lab.Engine.TryFenceAsync(key, Patience, Token));
        Assert.True(watch.Elapsed < Patience * 2 + TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
        Assert.False((await lab.Engine.PingAsync(key, Patience, Token)).IsAlive);

        var woken = Topologies.RunClock.Now;
        lab.Primary.Resume();
        await lab.UntilReadOnlyAsync(lab.Primary);
        var seen = Topologies.RunClock.Now - woken;
        await Task.Delay(200, Token);
        await writer.StopAsync();
        var late = writer.Acknowledged.Where(write => write.AcknowledgedAt > woken).ToArray();
        var window = late.Length == 0 ? TimeSpan.Zero : late[^1].AcknowledgedAt - woken;
        TestContext.Current.TestOutputHelper?.WriteLine($"{flavor}: seen read-only after {seen.TotalMilliseconds:0.0} ms; {late.Length} rows acknowledged in the {window.TotalMilliseconds:0.0} ms after waking");

        Assert.True(window < TimeSpan.FromMilliseconds(250), $"writable for {window.TotalMilliseconds:0} ms, {late.Length} rows");
        Assert.True(await lab.Engine.TryFenceAsync(key, Lab.Second, Token));
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_fence_outlives_us_once_it_is_sent(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, semiSync: false);
        var key = Lab.Key(lab.Primary);
        await WarmUpAsync(lab);
        await Lab.HangAsync(lab.Primary);
        Assert.False((await lab.Engine.PingAsync(key, Patience, Token)).IsAlive);
        Assert.False(await lab.Engine.TryFenceAsync(key, Patience, Token));

        await lab.Engine.ForgetAsync(key);
        lab.Engine.Dispose();
        lab.Primary.Resume();

        await lab.UntilReadOnlyAsync(lab.Primary);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task Commits_that_wait_for_acknowledgements_do_not_keep_a_server_writable(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 2);
        var key = Lab.Key(lab.Primary);
        await WarmUpAsync(lab);
        var (stuck, queued) = await StickAsync(lab);

        Assert.True(await lab.Engine.TryFenceAsync(key, Lab.Second * 5, Token));

        Assert.True((await lab.ProbeAsync(lab.Primary)).IsReadOnly);
        await Assert.ThrowsAnyAsync<Exception>(() => stuck);
        await Assert.ThrowsAnyAsync<Exception>(() => queued());
        await Lab.EventuallyAsync("semi-sync is on again", async () => (await lab.ProbeAsync(lab.Primary)).SemiSync.SourceEnabled);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_server_that_hung_with_waiting_commits_is_fenced_when_it_wakes(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 2);
        var key = Lab.Key(lab.Primary);
        await WarmUpAsync(lab);
        var (stuck, queued) = await StickAsync(lab);
        await Lab.HangAsync(lab.Primary);
        Assert.False((await lab.Engine.PingAsync(key, Patience, Token)).IsAlive);
        Assert.False(await lab.Engine.TryFenceAsync(key, Patience, Token));

        var watch = Stopwatch.StartNew();
        lab.Primary.Resume();
        await lab.UntilReadOnlyAsync(lab.Primary);
        TestContext.Current.TestOutputHelper?.WriteLine($"{flavor}: read-only after {watch.ElapsedMilliseconds} ms");

        Assert.True(watch.ElapsedMilliseconds < 20_000, $"{watch.ElapsedMilliseconds} ms");
        await Assert.ThrowsAnyAsync<Exception>(() => stuck);
        await Assert.ThrowsAnyAsync<Exception>(() => queued());
    }

    [Fact]
    public async Task Forgetting_closes_the_connections()
    {
        await using var lab = await Lab.StartAsync(Flavor.MariaDb, servers: 1, semiSync: false);
        await lab.ProbeAsync(lab.Primary);
        await WarmUpAsync(lab);

        await lab.Engine.ForgetAsync(Lab.Key(lab.Primary));

        await Lab.EventuallyAsync("all connections are gone", async () =>
            await lab.Primary.QueryAsync<int>($"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = '{lab.Topology.ManagerUser}'", Token) == 0);
    }

    private static async Task WarmUpAsync(Lab lab)
    {
        for (var i = 0; i < 3; i++) Assert.True((await lab.Engine.PingAsync(Lab.Key(lab.Primary), Lab.Second * 2, Token)).IsAlive);
        await Lab.EventuallyAsync("the spare connection is there", async () =>
            await lab.Primary.QueryAsync<int>($"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = '{lab.Topology.ManagerUser}' AND COMMAND = 'Sleep'", Token) >= 2);
    }

    private static async Task<int> ClientsAsync(Lab lab) =>
        await lab.Primary.QueryAsync<int>($"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = '{lab.Topology.AppUser}'", Token);

    private static async Task<MySqlConnector.MySqlConnection> OpenClientAsync(Lab lab)
    {
        var connection = new MySqlConnector.MySqlConnection(
            $"Server={lab.Primary.Host};Port={lab.Primary.Port};User ID={lab.Topology.AppUser};Password={lab.Topology.AppPassword};Pooling=false;Cancellation Timeout=-1;Default Command Timeout=60");
        await connection.OpenAsync(Token);
        return connection;
    }

    /// <summary>Hangs the only replica and leaves one commit waiting for its acknowledgement; the second writer tries when it is told to.</summary>
    private static async Task<(Task Stuck, Func<Task> Queued)> StickAsync(Lab lab)
    {
        await Lab.HangAsync(lab.Replica);
        var first = await OpenClientAsync(lab);
        var second = await OpenClientAsync(lab);
        var stuck = InsertAsync(lab, first, 1);
        await Lab.EventuallyAsync("the commit waits", async () =>
            await lab.Primary.QueryAsync<int>("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE STATE LIKE 'Waiting for semi-sync ACK%'", Token) == 1);
        return (stuck, () => InsertAsync(lab, second, 2));
    }

    private static async Task InsertAsync(Lab lab, MySqlConnector.MySqlConnection connection, int id)
    {
        await using (connection)
        {
            await using var command = new MySqlConnector.MySqlCommand($"INSERT INTO {lab.Topology.DemoSchema}.writes (id, token) VALUES ({id}, 'stuck')", connection);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }
}
