using System.Net;
using System.Net.Sockets;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Hosting;
using Ham4Db.Functions.Configuration;
using Ham4Db.Topologies;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Cli.Demo;

/// <summary>What the demo starts: five database servers and the app. Disposing it leaves nothing behind.</summary>
internal sealed class DemoFleet : IAsyncDisposable
{
    private const string UsualAddress = "127.0.0.1:3000";

    private readonly string _dataFolder = Directory.CreateTempSubdirectory("ham4db-demo-").FullName;
    private Topology? _topology;
    private AppHost? _app;
    private ApiClient? _api;

    private DemoFleet()
    {
    }

    public Topology Topology => _topology!;

    public AppHost App => _app!;

    /// <summary>The app's API over HTTP: the demo knows nothing of the app but what it tells any client.</summary>
    public ApiClient Api => _api!;

    /// <summary>The one server that the app is told of: a replica of a replica, so that all others must be found, upwards and downwards.</summary>
    public DatabaseServer Seed => Topology.Servers[^1];

    public static async Task<DemoFleet> StartAsync(
        DemoOptions options, CliEnvironment environment, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var fleet = new DemoFleet();
        try
        {
            progress.Report("Starting five database servers");
            fleet._topology = await Topology.StartAsync(
                new TopologyOptions { Flavor = options.Engine, ScratchFolder = fleet._dataFolder, Progress = progress }, cancellationToken);
            progress.Report("Starting the app");
            var level = options.IsVerbose ? LogLevel.Information : LogLevel.Critical;
            fleet._app = await AppHost.StartAsync(new ConfigurationState(fleet.Configure(options)), logging => LogLines.Use(logging, environment, level), cancellationToken);
            fleet._api = new ApiClient(fleet._app.Address, ApiCredentials.None);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public DatabaseServer ServerAt(InstanceAddress address) => Topology.Servers.Single(server => Matches(server, address));

    public static bool Matches(DatabaseServer server, InstanceAddress? address) => address is { } a && server.Host == a.Host && server.Port == a.Port;

    public static string Name(DatabaseServer server) => $"{server.Host}:{server.Port}";

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        if (_topology is not null) await _topology.DisposeAsync();
        if (Directory.Exists(_dataFolder)) Directory.Delete(_dataFolder, recursive: true);
    }

    // What a user would write in ham4db.conf.json, and nothing else: everything is at its default.
    private Ham4DbOptions Configure(DemoOptions options) => new()
    {
        ListenAddress = options.Listen ?? (IsFree(UsualAddress) ? UsualAddress : "127.0.0.1:0"),
        DataFolder = _dataFolder,
        MySQLTopologyUser = Topology.ManagerUser,
        MySQLTopologyPassword = Topology.ManagerPassword,
        MySQLReplicationUser = Topology.ReplicationUser,
        MySQLReplicationPassword = Topology.ReplicationPassword,
        DiscoveryAllowedHosts = ["127.0.0.1"],
        RecoverMasterClusterFilters = ["*"],
    };

    private static bool IsFree(string address)
    {
        try
        {
            using var listener = new TcpListener(IPEndPoint.Parse(address));
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
