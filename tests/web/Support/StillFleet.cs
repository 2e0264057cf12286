using Ham4Db.Bench;
using Ham4Db.Cli.Hosting;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Api;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Telemetry;
using Ham4Db.Functions.Upkeep;
using Ham4Db.Functions.Upkeep.History;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Web.Tests.Support;

/// <summary>The app with clusters in its store that nobody probes: what the page shows of them is always the same.</summary>
internal sealed class StillFleet : IAsyncDisposable
{
    private readonly string _folder;
    private readonly IHost _host;

    private StillFleet(string folder, IHost host) => (_folder, _host, Address) = (folder, host, host.ListeningUrls()[0]);

    public string Address { get; }

    public FleetStore Store => _host.Services.GetRequiredService<FleetStore>();

    /// <summary>What the probes measured, had there been any.</summary>
    public MeasurementHistory Measurements => _host.Services.GetRequiredService<ProbeMeasurements>().History;

    /// <summary>Puts into a cluster's history that its last instance was writable for a moment.</summary>
    public async Task RecordAsync(string cluster)
    {
        var (recorder, reader, last) = (new TopologyRecorder(Store, TimeProvider.System), _host.Services.GetRequiredService<TopologyReader>(), (await Store.GetMembersAsync(cluster, Cancelled))[^1]);
        foreach (var isReadOnly in new[] { last.Snapshot.IsReadOnly, !last.Snapshot.IsReadOnly, last.Snapshot.IsReadOnly })
        {
            await Store.SaveMembersAsync(cluster, [last with { Snapshot = last.Snapshot with { IsReadOnly = isReadOnly } }], Cancelled);
            await recorder.RecordAsync(await reader.ReadAsync(cluster, Cancelled), Cancelled);
        }
    }

    /// <summary>Accepts something that begins much later.</summary>
    public Task AcceptForLaterAsync(string orchestration, string id) => _host.Services.GetRequiredService<DurableTaskClient>()
        .ScheduleNewOrchestrationInstanceAsync(orchestration, input: null, new StartOrchestrationOptions(id, DateTimeOffset.UtcNow.AddHours(1)), Cancelled);

    /// <summary>Queues an event for a webhook.</summary>
    public Task QueueAsync(string endpoint, HookEvent hook, CancellationToken cancellationToken) => _host.Services.GetRequiredService<WebhookQueue>().QueueAsync(endpoint, hook, cancellationToken);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<StillFleet> StartAsync(Func<Ham4DbOptions, Ham4DbOptions>? change = null)
    {
        var folder = Directory.CreateTempSubdirectory("ham4db-web-").FullName;
        var options = new Ham4DbOptions { DataFolder = folder, InstancePollSeconds = 3600 };
        var builder = FunctionsApplication.CreateBuilder([]).ConfigureFunctionsWebApplication();
        builder.DataFolder = Path.Combine(folder, "durable");
        builder.Urls.Clear();
        builder.Urls.Add("http://127.0.0.1:0");
        builder.StopTimeout = TimeSpan.FromSeconds(2);
        builder.Logging.ClearProviders();
        builder.AddFunctions([.. typeof(ApiFunction).Assembly.GetExportedTypes().Where(t => t != typeof(ProbeTimer) && t != typeof(UpkeepTimer)), typeof(SideTimer)]);
        builder.Services.AddSingleton<IHostQueues, EmbeddedQueues>();
        builder.Services.AddHam4Db(change?.Invoke(options) ?? options);
        var host = builder.Build();
        await host.StartAsync(Cancelled);
        return new StillFleet(folder, host);
    }

    /// <summary>Puts a cluster into the store.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="alias">Its alias.</param>
    /// <param name="size">How many instances it has.</param>
    /// <param name="intermediates">How many of them have replicas of their own.</param>
    /// <param name="change">Changes an instance by its number.</param>
    public async Task AddAsync(string id, string alias, int size, int intermediates = 1, Func<int, ClusterMember, ClusterMember>? change = null)
    {
        var now = DateTimeOffset.UtcNow;
        List<ClusterMember> members =
        [
            .. BenchFleet.Cluster(id, size, intermediates).Select(m => m with { LastChecked = now, ErrantGtidSet = "", Snapshot = m.Snapshot with { SeenAt = now, DataCenter = m.Snapshot.ServerNumber % 2 == 0 ? "east" : "west" } })
                .Select((m, i) => change?.Invoke(i, m) ?? m),
        ];
        foreach (var member in members) await Store.SaveDirectoryAsync(new DirectoryEntry(member.Key, id, member.Snapshot.ServerId, now), Cancelled);
        await Store.SaveMembersAsync(id, members, Cancelled);
        await Store.SaveHeartbeatAsync(id, new Heartbeat(now, "test"), Cancelled);
        await Store.SaveClusterAsync(new ClusterRecord { ClusterId = id, Name = members[0].Key.ToString(), Alias = alias, Primary = members[0].Key }, Cancelled);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
