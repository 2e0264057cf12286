using Ham4Db.Cli.Hosting;
using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Api;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Telemetry;
using Ham4Db.Functions.Tests.Fakes;
using Ham4Db.Functions.Upkeep;
using Ham4Db.Functions.Upkeep.Analysis;
using Ham4Db.Functions.Upkeep.History;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Worker.Builder;
using Ham4Db.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Functions.Tests.Api.Fixtures;

/// <summary>The function app on the embedded host, without its timers: a test decides when instances are probed and rows are removed.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly string _folder;
    private readonly IHost _host;

    private ApiHost(string folder, IHost host, ScriptedFleet fleet)
    {
        _folder = folder;
        _host = host;
        Fleet = fleet;
        Http = new HttpClient { BaseAddress = new Uri(host.ListeningUrls()[0]), Timeout = TimeSpan.FromSeconds(60) };
    }

    public ScriptedFleet Fleet { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _host.Services;

    public ApiPipeline Pipeline => Service<ApiPipeline>();

    public FleetStore Store => Service<FleetStore>();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts the app.</summary>
    /// <param name="change">Changes the configuration.</param>
    /// <param name="realEngine">Keep the engine that connects to real addresses.</param>
    /// <param name="environment">What the environment of a process of its own would say.</param>
    /// <param name="tables">Its tables; null for a file of its own.</param>
    public static async Task<ApiHost> StartAsync(
        Func<Ham4DbOptions, Ham4DbOptions>? change = null, bool realEngine = false, IReadOnlyDictionary<string, string?>? environment = null, ITableStore? tables = null)
    {
        var folder = Directory.CreateTempSubdirectory("ham4db-api-").FullName;
        var fleet = new ScriptedFleet();
        var options = new Ham4DbOptions { DataFolder = folder, MySQLReplicationUser = "repl", MySQLReplicationPassword = "secret" };
        var builder = FunctionsApplication.CreateBuilder([]).ConfigureFunctionsWebApplication();
        builder.DataFolder = Path.Combine(folder, "durable");
        builder.Urls.Clear();
        builder.Urls.Add("http://127.0.0.1:0");
        builder.StopTimeout = TimeSpan.FromSeconds(2);
        builder.Logging.ClearProviders();
        builder.AddFunctions([.. typeof(ApiFunction).Assembly.GetExportedTypes().Where(t => t != typeof(ProbeTimer) && t != typeof(UpkeepTimer)), typeof(SideTimer)]);
        if (tables is not null) builder.Services.AddSingleton(tables);
        builder.Services.AddSingleton<IHostQueues, EmbeddedQueues>();
        builder.Services.AddHam4Db(change?.Invoke(options) ?? options);
        builder.Configuration.AddInMemoryCollection(environment ?? new Dictionary<string, string?>());
        builder.Services.AddOpenTelemetryExport(builder.Configuration);
        if (!realEngine)
        {
            builder.Services.RemoveAll<IDatabaseEngine>();
            builder.Services.AddSingleton<IDatabaseEngine>(fleet);
        }

        var host = builder.Build();
        await host.StartAsync(Cancellation);
        return new ApiHost(folder, host, fleet);
    }

    public async Task<ApiReply> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        return await SendAsync(request, headers);
    }

    private async Task<ApiReply> SendAsync(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request, Cancellation);
        return new ApiReply(response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsStringAsync(Cancellation))
        {
            Headers = response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>Posts JSON.</summary>
    public Task<ApiReply> PostAsync(string path, string body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    /// <summary>Sends JSON.</summary>
    public async Task<ApiReply> SendAsync(HttpMethod method, string path, string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        return await SendAsync(request, headers);
    }

    public Task<ApiReply> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, headers);

    /// <summary>Adds a cluster of scripted servers, discovers and probes it.</summary>
    public async Task<IReadOnlyList<InstanceKey>> AddClusterAsync(string name, int replicas = 2, string alias = "")
    {
        var keys = Fleet.AddCluster(name, replicas, alias);
        foreach (var key in keys) _ = (await GetAsync($"/api/discover/{key.Host}/{key.Port}")).Ok;
        await ProbeAsync();
        return keys;
    }

    /// <summary>Kills a server and lets everybody notice.</summary>
    public async Task KillAsync(InstanceKey key)
    {
        Fleet[key].IsAlive = false;
        await ProbeAsync();
    }

    /// <summary>Keeps the lists of instances right, as the prober does after each round.</summary>
    public async Task TendAsync()
    {
        await ProbeAsync();
        foreach (var cluster in (await Store.GetDirectoryAsync(Cancellation)).Select(entry => entry.ClusterId).Distinct())
        {
            var members = await Store.GetMembersAsync(cluster, Cancellation);
            await Services.GetRequiredService<ClusterTending>().RunAsync(cluster, members, Services.GetRequiredService<DurableTaskClient>(), Cancellation);
        }
    }

    /// <summary>Addresses of all known instances.</summary>
    public async Task<string[]> KnownAsync() => [.. (await Store.GetDirectoryAsync(Cancellation)).Select(entry => entry.Key.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>Writes what a round of probes sees now, as the prober does.</summary>
    public async Task ProbeAsync()
    {
        foreach (var cluster in (await Store.GetDirectoryAsync(Cancellation)).ToLookup(entry => entry.ClusterId))
        {
            var now = DateTimeOffset.UtcNow;
            var members = new List<ClusterMember>();
            foreach (var member in await Store.GetMembersAsync(cluster.Key, Cancellation))
                members.Add(TopologyReader.Apply(member, await Fleet.ProbeAsync(member.Key, TimeSpan.FromSeconds(1), Cancellation), now));
            await Store.SaveMembersAsync(cluster.Key, members, Cancellation);
            await Store.SaveHeartbeatAsync(cluster.Key, new Heartbeat(now, "test"), Cancellation);
        }
    }

    /// <summary>Probes, and writes what changed into the history, as the prober does.</summary>
    public async Task RecordAsync()
    {
        await ProbeAsync();
        foreach (var id in (await Store.GetDirectoryAsync(Cancellation)).Select(entry => entry.ClusterId).Distinct())
            await new TopologyRecorder(Store, TimeProvider.System).RecordAsync(await Service<TopologyReader>().ReadAsync(id, Cancellation), Cancellation);
    }

    /// <summary>Analyses a cluster as it was last probed, and writes changes down.</summary>
    public async Task AnalyseAsync(AnalysisRecorder recorder, string clusterId)
    {
        var topology = await Service<TopologyReader>().ReadAsync(clusterId, Cancellation);
        await recorder.RecordAsync(
            FailureAnalysis.Analyze(topology, Policies.ForAnalysis(Service<Ham4DbOptions>(), topology), DateTimeOffset.UtcNow), Cancellation);
    }

    /// <summary>A service of the app.</summary>
    public T Service<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
