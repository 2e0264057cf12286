using System.Net;
using System.Net.Sockets;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Ham4Db.Functions.Probing;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Worker.Builder;
using Ham4Db.Topologies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Ham4Db.EndToEnd.Tests.Support;

/// <summary>A real topology watched by the whole app on the embedded runtime, with the configuration that users have by default.</summary>
public sealed partial class Fleet : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-fleet-").FullName;
    private IHost? _host;

    private Fleet(Topology topology, Func<Ham4DbOptions, Ham4DbOptions>? configure)
    {
        Topology = topology;
        var options = new Ham4DbOptions
        {
            DataFolder = _folder,
            ListenAddress = $"127.0.0.1:{FreePort()}",
            MySQLTopologyUser = topology.ManagerUser,
            MySQLTopologyPassword = topology.ManagerPassword,
            MySQLReplicationUser = topology.ReplicationUser,
            MySQLReplicationPassword = topology.ReplicationPassword,
            RecoverMasterClusterFilters = ["*"],
            DiscoverySeeds = [$"{topology.Servers[^1].Host}:{topology.Servers[^1].Port}"],
        };
        Options = configure?.Invoke(options) ?? options;
    }

    public Topology Topology { get; }

    public Ham4DbOptions Options { get; private set; }

    public IServiceProvider Services => _host!.Services;

    public FleetStore Store => Services.GetRequiredService<FleetStore>();

    public DurableTaskClient Client => Services.GetRequiredService<DurableTaskClient>();

    public string ClusterId { get; private set; } = "";

    /// <summary>What the app has logged.</summary>
    public LogLines Log { get; } = new();

    /// <summary>Starts everything and waits until the whole topology was discovered from one seed, its last replica.</summary>
    public static async Task<Fleet> StartAsync(
        TopologyOptions topology, Func<Ham4DbOptions, Ham4DbOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var fleet = new Fleet(await Topology.StartAsync(topology, cancellationToken), configure);
        try
        {
            await fleet.StartHostAsync(cancellationToken);
            await fleet.WaitForAsync("all instances are discovered and well", async () =>
            {
                var clusters = await fleet.Store.GetClustersAsync(cancellationToken);
                if (clusters is not [{ Primary: { } primary } cluster] || primary != fleet.Key(0)) return false;
                fleet.ClusterId = cluster.ClusterId;
                var members = await fleet.Store.GetMembersAsync(cluster.ClusterId, cancellationToken);
                return members.Count == topology.Layout.SourceOf.Count
                    && members.All(m => m.IsLastCheckValid && m.Snapshot.Replication is null or { IsRunning: true });
            });
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public InstanceKey Key(int server) => new(DatabaseEngine.MySql, Topology.Servers[server].Host, Topology.Servers[server].Port);

    public DatabaseServer Server(InstanceKey key) => Topology.Servers.Single(s => s.Host == key.Host && s.Port == key.Port);

    /// <summary>Who the app says is the primary.</summary>
    public async ValueTask<(string Host, int Port)> FindPrimaryAsync(CancellationToken cancellationToken)
    {
        var primary = (await Store.FindClusterAsync(ClusterId, cancellationToken))?.Primary ?? throw new InvalidOperationException("no primary");
        return (primary.Host, primary.Port);
    }

    public Task<ClusterState> StateAsync() => Store.GetStateAsync(ClusterId, CancellationToken.None);

    /// <summary>Waits for the recovery that follows a fault.</summary>
    public async Task<RecoveryRecord> WaitForRecoveryAsync(TimeSpan? limit = null)
    {
        RecoveryRecord? last = null;
        await WaitForAsync("a recovery ended", async () => (last = (await StateAsync()).LastRecovery) is not null, limit);
        return last!;
    }

    public async Task WaitForAsync(string what, Func<Task<bool>> condition, TimeSpan? limit = null)
    {
        using var deadline = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(30));
        while (!await HoldsAsync(condition))
        {
            if (deadline.IsCancellationRequested) throw new TimeoutException($"This did not happen in time: {what}.\n{await DescribeAsync()}");
            await Task.Delay(10, CancellationToken.None);
        }
    }

    // A server that is about to die, or busy, answers the next time or not at all.
    private static async Task<bool> HoldsAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (MySqlException)
        {
            return false;
        }
    }

    /// <summary>What the app knows, for the message of a failed test.</summary>
    public async Task<string> DescribeAsync()
    {
        var lines = new List<string>();
        foreach (var cluster in await Store.GetClustersAsync(CancellationToken.None))
        {
            lines.Add($"cluster {cluster.ClusterId} primary {cluster.Primary} findings {string.Join(", ", cluster.Findings.Select(f => $"{f.Code}@{f.Instance}"))}");
            lines.AddRange((await Store.GetMembersAsync(cluster.ClusterId, CancellationToken.None)).Select(m =>
                $"  {m.Key} valid={m.IsLastCheckValid} ro={m.Snapshot.IsReadOnly} source={m.Snapshot.Replication?.Source} io={m.Snapshot.Replication?.Receiver} sql={m.Snapshot.Replication?.Applier} gtid={m.Snapshot.ExecutedGtidSet} errant={m.ErrantGtidSet} {m.LastCheckError}"));
            var state = await Store.GetStateAsync(cluster.ClusterId, CancellationToken.None);
            lines.AddRange((await Store.GetStepsAsync((state.ActiveRecovery ?? state.LastRecovery)?.Uid ?? "", CancellationToken.None)).Select(s =>
                $"  {s.StartedAt:HH:mm:ss.fff}-{s.EndedAt:HH:mm:ss.fff} {s.Step} {s.Target} {s.Error}"));
            lines.Add("  state " + FleetJson.Write(state));
        }

        await foreach (var audit in Store.GetAuditAsync(instance: null, CancellationToken.None)) lines.Add($"  {audit.At:HH:mm:ss.fff} {audit.Type} {audit.Message}");
        return string.Join('\n', lines);
    }

    public async Task StartHostAsync(CancellationToken cancellationToken = default)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.AddFunctions(typeof(Prober).Assembly);
        builder.DataFolder = Options.DataFolder;
        builder.Urls.Clear();
        builder.Urls.Add($"http://{Options.ListenAddress}");
        builder.Logging.ClearProviders();
        builder.Logging.AddProvider(Log);
        if (Environment.GetEnvironmentVariable("HAM4DB_TEST_LOG") is not null)
            builder.Logging.AddSimpleConsole(o => { o.SingleLine = true; o.TimestampFormat = "HH:mm:ss.fff "; });
        builder.Services.AddHam4Db(Options);
        _host = builder.Build();
        await _host.StartAsync(cancellationToken);
    }

    /// <summary>Stops the app; its services can still be used.</summary>
    public Task StopHostAsync() => _host!.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await StopHostAsync();
            _host.Dispose();
        }

        await Topology.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
