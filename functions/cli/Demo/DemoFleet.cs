using System.Net;
using System.Net.Sockets;
using Ham4Db.Cli.Client;
using Ham4Db.Cli.Hosting;
using Ham4Db.Functions.Configuration;
using Ham4Db.Topologies;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Cli.Demo;

/// <summary>What the demo starts: database servers and the app. Disposing it leaves nothing behind.</summary>
internal sealed class DemoFleet : IAsyncDisposable
{
    private const string UsualAddress = "127.0.0.1:3000";

    private readonly string _dataFolder = Directory.CreateTempSubdirectory("ham4db-demo-").FullName;
    private readonly List<DemoCluster> _clusters = [];
    private readonly ScratchFolder _scratch;
    private AppHost? _app;
    private ApiClient? _api;

    private DemoFleet() => _scratch = new ScratchFolder(_dataFolder);

    public IReadOnlyList<DemoCluster> Clusters => _clusters;

    public AppHost App => _app!;

    /// <summary>The app's API over HTTP: the demo knows nothing of the app but what it tells any client.</summary>
    public ApiClient Api => _api!;

    public static async Task<DemoFleet> StartAsync(
        DemoOptions options, CliEnvironment environment, IProgress<string> progress, CancellationToken cancellationToken)
    {
        var fleet = new DemoFleet();
        try
        {
            foreach (var engine in options.Engines)
            {
                progress.Report("Starting five database servers");
                fleet._clusters.Add(await DemoCluster.StartAsync(engine, progress, cancellationToken));
            }

            progress.Report("Starting the app");
            var level = options.IsVerbose ? LogLevel.Information : LogLevel.Critical;
            fleet._app = await AppHost.StartAsync(new ConfigurationState(fleet.Configure(options)), logging => LogLines.Use(logging, environment, level), cancellationToken);
            fleet._api = new ApiClient(fleet._app.Address, ApiCredentials.None);
            foreach (var cluster in fleet.Clusters) await cluster.StartAgentsAsync(fleet._app.Address);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public static bool Matches(IDatabaseServer server, InstanceAddress? address) => address is { } a && server.Host == a.Host && server.Port == a.Port;

    public static string Name(IDatabaseServer server) => $"{server.Host}:{server.Port}";

    public async ValueTask DisposeAsync()
    {
        _api?.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        foreach (var cluster in _clusters) await cluster.DisposeAsync();
        await _scratch.DisposeAsync();
    }

    // What a user would write in ham4db.conf.json for these servers, and nothing else: everything is at its default.
    private Ham4DbOptions Configure(DemoOptions options) => Clusters.Aggregate(
        new Ham4DbOptions
        {
            ListenAddress = options.Listen ?? (IsFree(UsualAddress) ? UsualAddress : "127.0.0.1:0"),
            DataFolder = _dataFolder,
            DiscoveryAllowedHosts = ["127.0.0.0/8"],
            RecoverMasterClusterFilters = ["*"],
        },
        (configured, cluster) => cluster.Configure(configured));

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
