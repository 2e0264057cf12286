using System.Diagnostics;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Probing.Shards;
using Ham4Db.ScaleOut.Tests.Support;
using Ham4Db.Simulation;
using Ham4Db.Storage;
using Ham4Db.Storage.Tests;

namespace Ham4Db.ScaleOut.Tests;

/// <summary>Processes that share nothing but tables and queues probe one fleet.</summary>
public sealed class ShardSharingTests : IAsyncLifetime
{
    private const int Shards = 6;
    private const int ClusterSize = 5;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly TempFolder _folder = new();
    private readonly AzuriteServer _azurite = new() { HasQueues = true };
    private readonly SimulatedFleet _fleet = SimulatedFleet.Start(new FleetOptions(Instances: 120, ClusterSize, Port: 0, WritesPerSecond: 0), _ => { });
    private readonly List<ProbingProcess> _processes = [];
    private FleetStore? _store;

    private IEnumerable<SimulatedServer> Servers => _fleet.Clusters.SelectMany(cluster => cluster.Servers);

    public async ValueTask InitializeAsync()
    {
        await _azurite.InitializeAsync();
        _store = new FleetStore(TableStoreFactory.Open(_azurite.ConnectionString));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        await _fleet.DisposeAsync();
        await _azurite.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_fleet_is_shared_out_evenly_and_what_a_dead_process_had_others_take_over()
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        await IsSharedByAsync(first, second);
        await EventuallyAsync("every server is probed", () => Task.FromResult(Servers.All(server => server.Looks > 0)));

        var third = await StartAsync();
        await IsSharedByAsync(first, second, third);

        // A quiet time: everybody is probed once each period, and not by two.
        foreach (var server in Servers) server.ForgetLooks();
        var watch = Stopwatch.StartNew();
        await Task.Delay(Poll * 4, TestContext.Current.CancellationToken);
        var periods = watch.Elapsed / Poll;
        Assert.All(Servers, server => Assert.InRange(server.Looks, 1, (2 * periods) - 1));

        foreach (var server in Servers) server.ForgetLooks();
        await third.KillAsync();
        await IsSharedByAsync(first, second);
        await EventuallyAsync("every server is probed again", () => Task.FromResult(Servers.All(server => server.Looks > 0)));
        TestContext.Current.SendDiagnosticMessage($"longest time without a probe where a process was killed: {Servers.Max(server => server.LongestGap).TotalSeconds:F1} s");
        Assert.All(Servers, server => Assert.InRange(server.LongestGap, TimeSpan.Zero, TimeSpan.FromSeconds(30)));

        await second.StopAsync();
        await IsSharedByAsync(first);
        await first.StopAsync();
        Assert.All(await LeasesAsync(), lease => Assert.Equal("", lease.Owner));
    }

    private async Task<ProbingProcess> StartAsync()
    {
        var process = await ProbingProcess.StartAsync(new Ham4DbOptions
        {
            Storage = _azurite.ConnectionString,
            DataFolder = Path.Combine(_folder.Path, $"{_processes.Count}"),
            ProbeShards = Shards,
            InstancePollSeconds = (int)Poll.TotalSeconds,
            MySQLTopologyUser = "manager",
            MySQLTopologyPassword = "manager",
            DiscoveryAllowedHosts = ["127.0.0.0/8"],
            DiscoverySeeds = [.. _fleet.Clusters.Select(cluster => $"{cluster.Servers[^1].Host}:{_fleet.Port}")],
        });
        _processes.Add(process);
        return process;
    }

    private Task IsSharedByAsync(params ProbingProcess[] processes) => EventuallyAsync(
        $"{processes.Length} processes have {Shards / processes.Length} shards each",
        async () => (await LeasesAsync()).CountBy(lease => lease.Owner).OrderBy(pair => pair.Key, StringComparer.Ordinal).SequenceEqual(
            processes.Select(process => process.Name).Order(StringComparer.Ordinal).Select(name => KeyValuePair.Create(name, Shards / processes.Length))));

    private async Task<IReadOnlyList<ShardLease>> LeasesAsync() =>
        [.. (await _store!.GetShardLeasesAsync(Shards, TestContext.Current.CancellationToken)).Select(found => found.Lease)];

    private async Task EventuallyAsync(string what, Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Patience) Assert.Fail($"In vain: {what}\n{string.Join('\n', await LeasesAsync())}\n{string.Join("\n\n", _processes)}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
