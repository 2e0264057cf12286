using Ham4Db.Core.Model;
using Ham4Db.Functions.Api;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosting;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Upkeep;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Worker.Builder;
using Ham4Db.Storage;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Bench;

/// <summary>The service in a process of its own with a fleet in its store: 200 clusters of 5 instances where nobody says otherwise. Nobody probes; heartbeats are written as a prober would.</summary>
internal static class ApiServer
{
    public const string Argument = "api-server";
    public const int Clusters = 200;
    public const int Instances = 5;

    /// <summary>Name of the one large cluster, where there is one.</summary>
    public const string Large = "large";

    /// <param name="folder">Where its store lies.</param>
    /// <param name="hasProblems">In each cluster something is wrong: in one of four each the primary is dead, a replica is broken, one lags, one has errant transactions.</param>
    /// <param name="clusters">Clusters of <see cref="Instances"/>.</param>
    /// <param name="large">Instances of one further cluster; 0 for none.</param>
    public static async Task<int> RunAsync(string folder, bool hasProblems, int clusters = Clusters, int large = 0)
    {
        var options = new Ham4DbOptions { DataFolder = folder };
        await using (var tables = new SqliteTableStore(Path.Combine(folder, "fleet.db"))) await FillAsync(new FleetStore(tables), hasProblems, clusters, large);
        var builder = FunctionsApplication.CreateBuilder([]).ConfigureFunctionsWebApplication();
        builder.DataFolder = Path.Combine(folder, "durable");
        builder.Urls.Clear();
        builder.Urls.Add("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddFunctions([.. typeof(ApiFunction).Assembly.GetExportedTypes().Where(t => t != typeof(ProbeTimer) && t != typeof(UpkeepTimer))]);
        builder.Services.AddHam4Db(options);
        using var host = builder.Build();
        await host.StartAsync();
        Console.WriteLine(host.ListeningUrls()[0]);
        using var stop = new CancellationTokenSource();
        var beating = BeatAsync(folder, [.. Enumerable.Range(0, clusters).Select(Name), .. large > 0 ? [Large] : Array.Empty<string>()], stop.Token);
        // The input ends with the process that measures.
        while (await Console.In.ReadLineAsync() is not null) Console.WriteLine(Peak());
        await stop.CancelAsync();
        await beating;
        await host.StopAsync();
        return 0;
    }

    public static string Name(int cluster) => $"c{cluster}";

    private static async Task FillAsync(FleetStore store, bool hasProblems, int clusters, int large)
    {
        var now = DateTimeOffset.UtcNow;
        var sizes = Enumerable.Range(0, clusters).Select(i => (Id: Name(i), Size: Instances)).Concat(large > 0 ? [(Large, large)] : []);
        foreach (var (cluster, (id, size)) in sizes.Index())
        {
            List<ClusterMember> members = [.. BenchFleet.Cluster(id, size, intermediates: 1).Select(m => m with { LastChecked = now, Snapshot = m.Snapshot with { SeenAt = now } })];
            if (hasProblems) members = [.. members.Select((member, index) => BenchFleet.Harm(member, index, cluster))];
            foreach (var member in members) await store.SaveDirectoryAsync(new DirectoryEntry(member.Key, id, member.Snapshot.ServerId, now), CancellationToken.None);
            await store.SaveMembersAsync(id, members, CancellationToken.None);
            await store.SaveHeartbeatAsync(id, new Heartbeat(now, "bench"), CancellationToken.None);
            await store.SaveClusterAsync(
                new ClusterRecord { ClusterId = id, Name = members[0].Key.ToString(), Alias = $"alias-{id}", Primary = members[0].Key }, CancellationToken.None);
        }
    }

    // As a prober does: each cluster each poll, spread over it.
    private static async Task BeatAsync(string folder, string[] clusters, CancellationToken stop)
    {
        await using var tables = new SqliteTableStore(Path.Combine(folder, "fleet.db"));
        var store = new FleetStore(tables);
        try
        {
            for (var i = 0; ; i = (i + 1) % clusters.Length)
            {
                await store.SaveHeartbeatAsync(clusters[i], new Heartbeat(DateTimeOffset.UtcNow, "bench"), stop);
                await Task.Delay(TimeSpan.FromSeconds(5) / clusters.Length, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }

    private static string Peak() => File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(':')[1].Trim();
}
