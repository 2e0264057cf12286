using System.Diagnostics;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Topologies;
using MySqlConnector;
using Flavor = Ham4Db.Topologies.ServerFlavor;

namespace Ham4Db.Engines.MySql.Tests.Support;

/// <summary>A real topology with an engine that has the manager's least-privileged account on it.</summary>
internal sealed class Lab : IAsyncDisposable
{
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private Lab(Topology topology, MySqlEngineOptions options)
    {
        Topology = topology;
        Options = options;
        Engine = NewEngine(options);
    }

    public Topology Topology { get; }

    public MySqlEngineOptions Options { get; }

    public RecordingLogger Logger { get; } = new();

    public MySqlEngine Engine { get; }

    public DatabaseServer Primary => Topology.Servers[0];

    public DatabaseServer Replica => Topology.Servers[1];

    public DatabaseServer OtherReplica => Topology.Servers[2];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="flavor">Which servers.</param>
    /// <param name="servers">How many.</param>
    /// <param name="semiSync">With semi-synchronous replication.</param>
    /// <param name="useGtid">Replication by GTID; otherwise by file and position.</param>
    /// <param name="configure">Changes the engine's settings.</param>
    /// <param name="settings">Further lines of each server's configuration.</param>
    public static async Task<Lab> StartAsync(
        Flavor flavor, int servers = 2, bool semiSync = true, bool useGtid = true, Func<MySqlEngineOptions, MySqlEngineOptions>? configure = null, IReadOnlyList<string>? settings = null)
    {
        var topology = await Topology.StartAsync(
            new TopologyOptions
            {
                Flavor = flavor,
                Layout = new([-1, .. Enumerable.Repeat(0, servers - 1)]),
                SemiSync = semiSync,
                UseGtid = useGtid,
                ExtraSettings = Enumerable.Range(0, servers).ToDictionary(index => index, _ => settings ?? []),
            },
            Token);
        var options = new MySqlEngineOptions { User = topology.ManagerUser, Password = topology.ManagerPassword };
        return new(topology, configure?.Invoke(options) ?? options);
    }

    public static InstanceKey Key(DatabaseServer server) => new(DatabaseEngine.MySql, server.Host, server.Port);

    public MySqlEngine NewEngine(MySqlEngineOptions options) => new(options, TimeProvider.System, Logger);

    public Task<IInstanceSession> SessionAsync(DatabaseServer server) => Engine.OpenSessionAsync(Key(server), TimeSpan.FromSeconds(5), Token);

    public async Task<InstanceSnapshot> ProbeAsync(DatabaseServer server)
    {
        var outcome = await Engine.ProbeAsync(Key(server), TimeSpan.FromSeconds(5), Token);
        Assert.True(outcome.Succeeded, outcome.Failure?.Message);
        return outcome.Snapshot!;
    }

    /// <summary>Writes one row at the primary as an ordinary client would.</summary>
    public Task WriteAsync(DatabaseServer server) =>
        server.ExecuteAsync($"INSERT INTO {Topology.DemoSchema}.writes (id, token) VALUES ({Random.Shared.Next()}, '{Guid.NewGuid():N}')", Token);

    public async Task<int> RowsAsync(DatabaseServer server) => await server.QueryAsync<int>($"SELECT COUNT(*) FROM {Topology.DemoSchema}.writes", Token);

    /// <summary>Hangs a server and returns when none of its threads runs any more.</summary>
    public static async Task HangAsync(DatabaseServer server)
    {
        server.Hang();
        await EventuallyAsync("the server is stopped", () => Task.FromResult(Directory.EnumerateDirectories($"/proc/{server.Pid}/task").All(thread =>
            File.ReadAllText(Path.Combine(thread, "stat")).Split(") ")[^1].StartsWith('T'))));
    }

    /// <summary>Waits until a server is read-only, as the manager: connections of others are ended meanwhile.</summary>
    public async Task UntilReadOnlyAsync(DatabaseServer server)
    {
        await using var connection = new MySqlConnection($"Server={server.Host};Port={server.Port};User ID={Options.User};Password={Options.Password};Pooling=false");
        await connection.OpenAsync(Token);
        await using var command = new MySqlCommand("SELECT @@global.read_only", connection);
        await EventuallyAsync("the server is read-only", async () => Convert.ToInt32(await command.ExecuteScalarAsync(Token)) == 1);
    }

    public static async Task EventuallyAsync(string what, Func<Task<bool>> condition, int seconds = 10)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed.TotalSeconds < seconds, $"Waited {seconds} s in vain: {what}");
            await Task.Delay(5, Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Engine.Dispose();
        await Topology.DisposeAsync();
    }
}
