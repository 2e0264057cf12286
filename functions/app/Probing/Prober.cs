using System.Collections.Concurrent;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Telemetry;

namespace Ham4Db.Functions.Probing;

/// <summary>Probes the fleet. Each tick lets every cluster's watch do what is due; a cluster in trouble delays no other.</summary>
public sealed class Prober(ClusterWatchFactory watches, Discovery discovery, FleetStore store, Ham4DbOptions options, ServiceMetrics metrics, TimeProvider time, ILogger<Prober> logger)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SeedPatience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SeedAgain = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, ClusterWatch> _watches = new();
    private readonly HashSet<InstanceKey> _seeds = [];
    private Task _seeding = Task.CompletedTask;
    private DateTimeOffset _seedAgain;
    private DateTimeOffset? _ticked;
    private bool _begun;

    /// <summary>Does what is due within one second. Work that takes longer goes on beside the next ticks.</summary>
    public async Task TickAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var end = now + Tick - TimeSpan.FromMilliseconds(50);
        if (_ticked is { } last) metrics.Ticked(now - last > Tick ? now - last - Tick : TimeSpan.Zero);
        _ticked = now;
        await BeginAsync(client, cancellationToken);
        await SeedAsync(cancellationToken);
        var directory = await store.GetDirectoryAsync(cancellationToken);
        foreach (var gone in _watches.Keys.Where(id => !directory.ByCluster.Contains(id)).ToList())
        {
            if (_watches.TryRemove(gone, out var watch))
            {
                await watch.ForgetAsync();
                watch.Dispose();
            }

            await store.RemoveClusterAsync(gone, cancellationToken);
        }

        var running = directory.ByCluster.Select(cluster =>
            _watches.GetOrAdd(cluster.Key, watches.Create).TickAsync([.. cluster], client, end, cancellationToken));
        await Task.WhenAny(Task.WhenAll(running), Task.Delay(end - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero, time, cancellationToken));
    }

    private async Task BeginAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (_begun) return;
        _begun = true;
        await Rehearsal.StartAsync(client, cancellationToken);
        foreach (var seed in options.DiscoverySeeds)
            if (DiscoverySeed.TryParse(seed, options.DefaultInstancePort, out var key)) _seeds.Add(key);
    }

    // Seeds that do not answer delay nobody, and are tried again: the whole fleet may be down when this starts.
    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (_seeds.Count == 0 || !_seeding.IsCompleted || time.GetUtcNow() < _seedAgain) return;
        _seedAgain = time.GetUtcNow() + SeedAgain;
        _seeding = Task.WhenAll(_seeds.ToList().Select(seed => SeedAsync(seed, cancellationToken)));
        await Task.WhenAny(_seeding, Task.Delay(SeedPatience, time, cancellationToken));
    }

    private async Task SeedAsync(InstanceKey seed, CancellationToken cancellationToken)
    {
        try
        {
            var isKnown = await store.FindInstanceAsync(seed, cancellationToken) is not null;
            var failure = isKnown ? null : (await discovery.DiscoverAsync(seed, cancellationToken)).Failure;
            if (failure is not null) Log.SeedNotDiscovered(logger, seed.ToString(), failure.Message);
            if (failure is null or { Kind: ProbeFailureKind.NotAllowed })
                lock (_seeds) _seeds.Remove(seed);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.SeedNotDiscovered(logger, seed.ToString(), exception.Message);
        }
    }
}
