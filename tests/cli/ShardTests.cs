using System.Text.Json;
using Ham4Db.Cli.Tests.Support;
using Ham4Db.Simulation;

namespace Ham4Db.Cli.Tests;

/// <summary>One process that probes its fleet in parts.</summary>
public sealed class ShardTests : IDisposable
{
    private const int Shards = 3;
    private const int ClusterSize = 3;
    private const int Clusters = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder = Directory.CreateTempSubdirectory("ham4db-shard-test-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task One_process_has_all_parts_finds_everything_replaces_a_dead_primary_and_ends_when_it_is_told_to()
    {
        var promoted = new TaskCompletionSource<SimulatedServer>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var fleet = SimulatedFleet.Start(new FleetOptions(Clusters * ClusterSize, ClusterSize, Port: 0, WritesPerSecond: 0), server => promoted.TrySetResult(server));
        var configuration = Path.Combine(_folder, "ham4db.conf.json");
        await File.WriteAllTextAsync(
            configuration,
            JsonSerializer.Serialize(new
            {
                ProbeShards = Shards,
                InstancePollSeconds = 1,
                MySQLTopologyUser = "manager",
                MySQLTopologyPassword = "manager",
                DiscoveryAllowedHosts = new[] { "127.0.0.0/8" },
                DiscoverySeeds = fleet.Clusters.Select(cluster => $"{cluster.Servers[^1].Host}:{fleet.Port}"),
                RecoverMasterClusterFilters = new[] { "*" },
            }),
            Cancelled);
        await using var service = await Service.StartAsync(Path.Combine(_folder, "data"), "--config", configuration);
        using var http = new HttpClient { BaseAddress = service.Address };

        await EventuallyAsync("all instances are found", async () => Clusters * ClusterSize == (await ReadAsync(http, "/api/v2/clusters")).EnumerateArray().Sum(cluster => cluster.GetProperty("instances").GetInt32()));
        var probers = (await ReadAsync(http, "/api/v2/work")).GetProperty("probers").EnumerateArray().Select(prober => prober.GetProperty("instances").GetInt32()).ToList();
        Assert.Equal(Clusters * ClusterSize, probers.Sum());

        var dead = fleet.Clusters[5].Servers[0];
        fleet.Inflict(dead, ServerFault.Dead);
        var successor = await promoted.Task.WaitAsync(Patience, Cancelled);
        Assert.Same(dead.Cluster, successor.Cluster);
        Assert.NotSame(dead, successor);
        Assert.Equal(0, (await service.StopAsync()).ExitCode);
    }

    private static async Task<JsonElement> ReadAsync(HttpClient http, string path)
    {
        using var document = JsonDocument.Parse(await http.GetStringAsync(path, Cancelled));
        return document.RootElement.Clone();
    }

    private static async Task EventuallyAsync(string what, Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, $"In vain: {what}");
            await Task.Delay(100, Cancelled);
        }
    }
}
