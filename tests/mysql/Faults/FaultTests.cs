using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql.Tests.Support;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Faults;

public sealed class FaultTests
{
    private const string Secret = "s3cret'\\";
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);

    // What a busy machine adds to timers; on a quiet one it is less than 20 ms.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    private readonly MySqlEngineOptions _options = new() { User = "manager", Password = Secret };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_closed_port_refuses() => await ExpectAsync(Closed(), ProbeFailureKind.Refused, isAlive: false);

    [Fact]
    public async Task A_bound_that_is_over_already_is_a_timeout()
    {
        await using var server = new FakeServer((_, stop) => Task.Delay(Timeout.Infinite, stop));
        using var engine = NewEngine(_options);
        foreach (var left in new[] { TimeSpan.Zero, TimeSpan.FromMilliseconds(-500) })
        {
            Assert.Equal(ProbeFailureKind.Timeout, (await engine.ProbeAsync(server.Key, left, Token)).Failure!.Kind);
            Assert.Equal(ProbeFailureKind.Timeout, (await engine.PingAsync(server.Key, left, Token)).Failure!.Kind);
            Assert.Equal(ProbeFailureKind.Timeout, (await Assert.ThrowsAsync<InstanceUnreachableException>(() => engine.OpenSessionAsync(server.Key, left, Token))).Failure.Kind);
        }
    }

    [Theory]
    [InlineData("no-such-host.invalid")]
    [InlineData("/var/run/mysqld/mysqld.sock")]
    [InlineData("db1,db2")]
    [InlineData("db1;Password=x")]
    [InlineData("")]
    [InlineData("//db1")]
    [InlineData("db 1")]
    public async Task What_is_no_host_name_is_never_connected_to(string host) =>
        await ExpectAsync(new(DatabaseEngine.MySql, host, 3306), ProbeFailureKind.UnknownHost, isAlive: false, patience: TimeSpan.FromSeconds(5));

    [Fact]
    public async Task An_address_outside_the_allow_list_is_never_connected_to()
    {
        await using var server = new FakeServer((stream, _) => FakeServer.GreetAsync(stream));
        using var engine = NewEngine(_options with { RefusalFor = key => $"{key.Host} is not allowed here" });

        var probe = await engine.ProbeAsync(server.Key, Patience, Token);
        var ping = await engine.PingAsync(server.Key, Patience, Token);
        var fenced = await engine.TryFenceAsync(server.Key, Patience, Token);
        var refused = await Assert.ThrowsAsync<InstanceUnreachableException>(() => engine.OpenSessionAsync(server.Key, Patience, Token));

        Assert.Equal((ProbeFailureKind.NotAllowed, "127.0.0.1 is not allowed here"), (probe.Failure!.Kind, probe.Failure.Message));
        Assert.Equal((ProbeFailureKind.NotAllowed, false, false), (ping.Failure!.Kind, ping.IsAlive, fenced));
        Assert.Equal(ProbeFailureKind.NotAllowed, refused.Failure.Kind);
        Assert.Equal(0, server.Connections);
    }

    [Theory]
    [InlineData(1040, ProbeFailureKind.TooManyConnections, true)]
    [InlineData(1203, ProbeFailureKind.TooManyConnections, true)]
    [InlineData(1226, ProbeFailureKind.TooManyConnections, true)]
    [InlineData(1129, ProbeFailureKind.AccessDenied, true)]
    [InlineData(1130, ProbeFailureKind.AccessDenied, true)]
    [InlineData(1045, ProbeFailureKind.AccessDenied, true)]
    [InlineData(3118, ProbeFailureKind.AccessDenied, true)]
    [InlineData(1053, ProbeFailureKind.Disconnected, false)]
    [InlineData(2999, ProbeFailureKind.Error, false)]
    public async Task An_error_instead_of_a_greeting_is_classified(int number, ProbeFailureKind kind, bool isAlive)
    {
        await using var server = new FakeServer((stream, _) => FakeServer.FailAsync(stream, 0, number, "some\ntext"));
        await ExpectAsync(server.Key, kind, isAlive);
    }

    [Fact]
    public async Task A_refused_login_is_classified()
    {
        await using var server = new FakeServer(async (stream, token) =>
        {
            await FakeServer.GreetAsync(stream);
            await FakeServer.ReadPacketAsync(stream, token);
            await FakeServer.FailAsync(stream, 2, 1045, $"Access denied for user with {Secret}", "28000");
        });
        await ExpectAsync(server.Key, ProbeFailureKind.AccessDenied, isAlive: true);
    }

    [Fact]
    public async Task A_server_that_never_greets_times_out()
    {
        await using var server = new FakeServer((_, token) => FakeServer.SilenceAsync(token));
        await ExpectAsync(server.Key, ProbeFailureKind.Timeout, isAlive: false);
    }

    [Fact]
    public async Task A_server_that_greets_and_falls_silent_times_out()
    {
        await using var server = new FakeServer(async (stream, token) =>
        {
            await FakeServer.GreetAsync(stream);
            await FakeServer.SilenceAsync(token);
        });
        await ExpectAsync(server.Key, ProbeFailureKind.Timeout, isAlive: false);
    }

    [Fact]
    public async Task A_server_that_lets_us_in_and_falls_silent_times_out()
    {
        await using var server = new FakeServer(async (stream, token) =>
        {
            await FakeServer.LogInAsync(stream, token);
            await FakeServer.SilenceAsync(token);
        });
        await ExpectAsync(server.Key, ProbeFailureKind.Timeout, isAlive: false);
    }

    [Fact]
    public async Task A_server_that_closes_at_once_is_disconnected()
    {
        await using var server = new FakeServer((_, _) => Task.CompletedTask);
        await ExpectAsync(server.Key, ProbeFailureKind.Disconnected, isAlive: false);
    }

    [Fact]
    public async Task A_server_that_speaks_something_else_is_an_error()
    {
        await using var server = new FakeServer(async (stream, token) =>
        {
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), token);
            await FakeServer.SilenceAsync(token);
        });
        using var engine = NewEngine(_options);
        var outcome = await engine.ProbeAsync(server.Key, Patience, Token);
        Assert.False(outcome.Succeeded);
        Assert.Contains(outcome.Failure!.Kind, (ProbeFailureKind[])[ProbeFailureKind.Error, ProbeFailureKind.Disconnected, ProbeFailureKind.Timeout]);
    }

    [Fact]
    public async Task Garbage_in_the_shape_of_a_packet_is_an_error()
    {
        await using var server = new FakeServer(async (stream, token) =>
        {
            await FakeServer.SendAsync(stream, 0, [10, 1, 2, 3, 0, 9, 9]);
            await FakeServer.SilenceAsync(token);
        });
        using var engine = NewEngine(_options);
        Assert.Equal(ProbeFailureKind.Error, (await engine.ProbeAsync(server.Key, Patience, Token)).Failure!.Kind);
    }

    [Fact]
    public async Task Garbage_instead_of_an_answer_is_no_snapshot()
    {
        await using var server = new FakeServer(async (stream, token) =>
        {
            await FakeServer.LogInAsync(stream, token);
            while (true)
            {
                await FakeServer.ReadPacketAsync(stream, token);
                await FakeServer.SendAsync(stream, 1, [250, 251, 252]);
            }
        });
        using var engine = NewEngine(_options);
        Assert.False((await engine.ProbeAsync(server.Key, Patience, Token)).Succeeded);
        Assert.False((await engine.PingAsync(server.Key, Patience, Token)).IsWritable ?? false);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_wrong_password_is_access_denied_on_a_living_server(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 1, semiSync: false);
        using var engine = NewEngine(lab.Options with { Password = Secret });
        await ExpectAsync(Lab.Key(lab.Primary), ProbeFailureKind.AccessDenied, isAlive: true, engine, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_password_is_only_sent_over_tls_or_when_keys_are_believed()
    {
        await using var lab = await Lab.StartAsync(Flavor.MySql, servers: 1, semiSync: false);
        var address = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .First(candidate => candidate.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(candidate));
        await using var proxy = new CountingProxy(lab.Primary.Port, address);
        var key = new InstanceKey(DatabaseEngine.MySql, address.ToString(), proxy.Port);
        var authority = Path.Combine(Path.GetDirectoryName(lab.Primary.ErrorLogPath)!, "data", "ca.pem");

        foreach (var (options, expected) in (IEnumerable<(MySqlEngineOptions, ProbeFailureKind?)>)[
            (lab.Options, null),
            (lab.Options with { TlsMode = TlsMode.Required }, null),
            (lab.Options with { TlsMode = TlsMode.Disabled }, ProbeFailureKind.AccessDenied),
            (lab.Options with { TlsMode = TlsMode.Disabled, AllowPublicKeyRetrieval = true }, null),
            (lab.Options with { TlsMode = TlsMode.VerifyHost, TlsCaFile = authority }, ProbeFailureKind.Error),
            (lab.Options with { TlsMode = TlsMode.VerifyCertificate, TlsCaFile = authority }, null)])
        {
            // The server remembers a password from one login to the next and then needs no more than a hash.
            await lab.Primary.ExecuteAsync("FLUSH PRIVILEGES", Token);
            using var engine = NewEngine(options);
            var failure = (await engine.ProbeAsync(key, TimeSpan.FromSeconds(3), Token)).Failure;
            Assert.Equal(expected, failure?.Kind);
            if (expected == ProbeFailureKind.AccessDenied) Assert.Contains("use TLS", failure!.Message);
        }
    }

    [Theory]
    [InlineData(Flavor.MariaDb, TlsMode.Required)]
    [InlineData(Flavor.MySql, TlsMode.VerifyHost)]
    public async Task A_server_without_the_tls_that_is_asked_for_is_an_error(Flavor flavor, TlsMode mode)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 1, semiSync: false);
        using var engine = NewEngine(lab.Options with { TlsMode = mode });
        var failure = (await engine.ProbeAsync(Lab.Key(lab.Primary), TimeSpan.FromSeconds(3), Token)).Failure!;
        Assert.Equal(ProbeFailureKind.Error, failure.Kind);
        Assert.Contains("TLS", failure.Message);
    }

    [Theory]
    [InlineData(Flavor.MariaDb, "SHOW ALL SLAVES STATUS")]
    [InlineData(Flavor.MySql, "SHOW REPLICA STATUS")]
    public async Task A_missing_privilege_is_named_and_the_failure_partial(Flavor flavor, string statement)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 1, semiSync: false);
        using var engine = NewEngine(lab.Options with { User = lab.Topology.ReplicationUser, Password = lab.Topology.ReplicationPassword });

        var failure = (await engine.ProbeAsync(Lab.Key(lab.Primary), TimeSpan.FromSeconds(3), Token)).Failure!;

        Assert.Equal((ProbeFailureKind.Error, true), (failure.Kind, failure.IsPartial));
        Assert.Contains($"refuses {statement}: error 1227", failure.Message);
    }

    [Theory]
    [InlineData(Flavor.MariaDb)]
    [InlineData(Flavor.MySql)]
    public async Task A_hung_server_holds_nobody_up(Flavor flavor)
    {
        await using var lab = await Lab.StartAsync(flavor, servers: 1, semiSync: false);
        var key = Lab.Key(lab.Primary);
        await lab.ProbeAsync(lab.Primary);
        await lab.Engine.PingAsync(key, Lab.Second, Token);
        await using var session = await NewEngine(lab.Options with { OperationTimeout = Patience }).OpenSessionAsync(key, Lab.Second * 3, Token);
        await Lab.HangAsync(lab.Primary);

        // The first of each finds a kept connection, the second has to connect.
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(ProbeFailureKind.Timeout, (await TimedAsync(() => lab.Engine.ProbeAsync(key, Patience, Token))).Failure!.Kind);
            Assert.Equal(ProbeFailureKind.Timeout, (await TimedAsync(() => lab.Engine.PingAsync(key, Patience, Token))).Failure!.Kind);
        }

        var changed = await TimedAsync(() => Assert.ThrowsAsync<InstanceUnreachableException>(() => session.SetReadOnlyAsync(true, Token)), Slack + Slack);
        Assert.Equal(ProbeFailureKind.Timeout, changed.Failure.Kind);
        Assert.Equal(
            ProbeFailureKind.Timeout,
            (await TimedAsync(() => Assert.ThrowsAsync<InstanceUnreachableException>(() => lab.Engine.OpenSessionAsync(key, Patience, Token)))).Failure.Kind);
        await Assert.ThrowsAsync<InstanceUnreachableException>(() => session.StopReplicationAsync(Token));

        lab.Primary.Resume();
        Assert.True((await lab.Engine.ProbeAsync(key, Lab.Second * 5, Token)).Succeeded);
        Assert.True((await lab.Engine.PingAsync(key, Lab.Second * 5, Token)).IsAlive);
    }

    [Fact]
    public async Task A_killed_server_is_refused_at_the_next_question()
    {
        await using var lab = await Lab.StartAsync(Flavor.MariaDb, servers: 1, semiSync: false);
        var key = Lab.Key(lab.Primary);
        await lab.ProbeAsync(lab.Primary);
        await lab.Engine.PingAsync(key, Lab.Second, Token);
        lab.Primary.Kill();

        var ping = await TimedAsync(() => lab.Engine.PingAsync(key, Patience, Token));
        Assert.Equal((false, null, ProbeFailureKind.Refused), (ping.IsAlive, ping.IsWritable, ping.Failure!.Kind));
        Assert.Equal(ProbeFailureKind.Refused, (await lab.Engine.ProbeAsync(key, Patience, Token)).Failure!.Kind);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_at_once()
    {
        await using var server = new FakeServer((_, token) => FakeServer.SilenceAsync(token));
        using var engine = NewEngine(_options);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.ProbeAsync(server.Key, TimeSpan.FromSeconds(20), cancel.Token));
        Assert.True(watch.ElapsedMilliseconds < 10_000);
    }

    private static MySqlEngine NewEngine(MySqlEngineOptions options) => new(options, TimeProvider.System, new RecordingLogger());

    private static InstanceKey Closed()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new(DatabaseEngine.MySql, "127.0.0.1", ((IPEndPoint)socket.LocalEndPoint!).Port);
    }

    private static async Task<T> TimedAsync<T>(Func<Task<T>> action, TimeSpan? slack = null)
    {
        var watch = Stopwatch.StartNew();
        var result = await action();
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed.TotalMilliseconds:0} ms");
        Assert.True(watch.Elapsed < Patience + (slack ?? Slack), $"{watch.Elapsed.TotalMilliseconds:0} ms");
        return result;
    }

    private async Task ExpectAsync(InstanceKey key, ProbeFailureKind kind, bool isAlive, MySqlEngine? given = null, TimeSpan? patience = null)
    {
        using var own = NewEngine(_options);
        var engine = given ?? own;
        var bound = patience ?? Patience;
        var watch = Stopwatch.StartNew();
        var probe = await engine.ProbeAsync(key, bound, Token);
        Assert.True(watch.Elapsed < bound + Slack, $"{watch.Elapsed}");
        Assert.False(probe.Succeeded);
        var ping = await engine.PingAsync(key, bound, Token);
        var unreachable = await Assert.ThrowsAsync<InstanceUnreachableException>(() => engine.OpenSessionAsync(key, bound, Token));
        Assert.Equal((kind, kind, isAlive, null), (probe.Failure!.Kind, ping.Failure!.Kind, ping.IsAlive, ping.IsWritable));
        Assert.Equal(kind, unreachable.Failure.Kind);
        Assert.All([probe.Failure.Message, ping.Failure.Message, unreachable.Message], message => Assert.DoesNotContain("s3cret", message));
        Assert.All([probe.Failure.Message, ping.Failure.Message], message => Assert.DoesNotContain('\n', message));
    }
}
