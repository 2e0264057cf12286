using System.Collections.Concurrent;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Recovery;

namespace Ham4Db.Functions.Probing;

/// <summary>Probes the fleet. Each tick lets every cluster's watch do what is due; a cluster in trouble delays no other.</summary>
public sealed class Prober(ClusterWatchFactory watches, Discovery discovery, FleetStore store, Ham4DbOptions options, TimeProvider time, ILogger<Prober> logger)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, ClusterWatch> _watches = new();
    private bool _begun;

    /// <summary>Does what is due within one second. Work that takes longer goes on beside the next ticks.</summary>
    public async Task TickAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var end = time.GetUtcNow() + Tick - TimeSpan.FromMilliseconds(50);
        await BeginAsync(client, cancellationToken);
        var directory = await store.GetDirectoryAsync(cancellationToken);
        var byCluster = directory.ToLookup(entry => entry.ClusterId);
        foreach (var gone in _watches.Keys.Where(id => !byCluster.Contains(id)).ToList())
        {
            if (_watches.TryRemove(gone, out var watch))
            {
                await watch.ForgetAsync();
                watch.Dispose();
            }

            await store.RemoveClusterAsync(gone, cancellationToken);
        }

        var running = byCluster.Select(cluster =>
            _watches.GetOrAdd(cluster.Key, watches.Create).TickAsync([.. cluster], client, end, cancellationToken));
        await Task.WhenAny(Task.WhenAll(running), Task.Delay(end - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero, time, cancellationToken));
    }

    private async Task BeginAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (_begun) return;
        _begun = true;
        await Rehearsal.StartAsync(client, cancellationToken);
        foreach (var seed in options.DiscoverySeeds)
        {
            if (!DiscoverySeed.TryParse(seed, options.DefaultInstancePort, out var key)) continue;
            var outcome = await discovery.DiscoverAsync(key, cancellationToken);
            if (outcome.Failure is { } failure) Log.SeedNotDiscovered(logger, seed, failure.Message);
        }
    }
}
