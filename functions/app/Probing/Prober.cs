using System.Collections.Concurrent;
using Ham4Db.Core.Ports;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Probing.Shards;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Telemetry;

namespace Ham4Db.Functions.Probing;

/// <summary>Probes the fleet, or a shard of it. Each tick lets every cluster's watch do what is due; a cluster in trouble delays no other.</summary>
public sealed class Prober(
    ClusterWatchFactory watches, Discovery discovery, FleetStore store, Ham4DbOptions options, Shard shard, ServiceMetrics metrics, TimeProvider time, ILogger<Prober> logger)
{
    private const int SeedsAtOnce = 200;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SpreadPerCluster = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestSpread = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan SeedPatience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan SeedAgain = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, ClusterWatch> _watches = new();
    private readonly HashSet<InstanceKey> _seeds = [];
    private Task _seeding = Task.CompletedTask;
    private Task _running = Task.CompletedTask;
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
        var directory = await store.GetRecentDirectoryAsync(cancellationToken);
        if (_watches.Keys.Where(id => !directory.ByCluster.ContainsKey(id)).ToList() is { Count: > 0 } missed) await ForgetAsync(missed, cancellationToken);
        var spread = Spread(directory.ByCluster.Count);
        var running = Task.WhenAll(directory.ByCluster.Where(cluster => shard.Has(cluster.Key)).Select(cluster =>
            _watches.GetOrAdd(cluster.Key, watches.Create).TickAsync(cluster.Value, client, end, spread, cancellationToken)));
        _running = _running.IsCompleted ? running : Task.WhenAll(_running, running);
        await Task.WhenAny(running, Task.Delay(end - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero, time, cancellationToken));
    }

    /// <summary>Closes everything that is open towards the fleet, when all that was begun has ended: the ticks' token is cancelled before.</summary>
    public async Task StopAsync()
    {
        await Task.WhenAll(_running, _seeding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var id in _watches.Keys)
        {
            if (!_watches.TryRemove(id, out var watch)) continue;
            await watch.ForgetAsync();
            watch.Dispose();
        }
    }

    // What a look missed may have been found again since: what is removed is what is not there now.
    private async Task ForgetAsync(IEnumerable<string> missed, CancellationToken cancellationToken)
    {
        var directory = await store.GetDirectoryAsync(cancellationToken);
        foreach (var gone in missed.Where(id => !directory.ByCluster.ContainsKey(id)))
        {
            if (_watches.TryRemove(gone, out var watch))
            {
                await watch.ForgetAsync();
                watch.Dispose();
            }

            await store.RemoveClusterAsync(gone, cancellationToken);
        }
    }

    // All clusters at one instant are a queue for the processor, longer than the time that a server has to answer in: of a large fleet each has its own moment of the second.
    private static TimeSpan Spread(int clusters) => clusters * SpreadPerCluster is var spread && spread < LongestSpread ? spread : LongestSpread;

    private async Task BeginAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (_begun) return;
        _begun = true;
        await Rehearsal.StartAsync(client, cancellationToken);
        foreach (var seed in options.DiscoverySeeds)
            if (DiscoverySeed.TryParse(seed, options.DefaultInstancePort, out var key) && shard.Has(key.ToString())) _seeds.Add(key);
    }

    // Seeds that do not answer delay no round, and are tried again: the whole fleet may be down when this starts. Of very many some wait, so that those that are asked have their answer read in time.
    private async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (_seeds.Count == 0 || !_seeding.IsCompleted || time.GetUtcNow() < _seedAgain) return;
        _seedAgain = time.GetUtcNow() + SeedAgain;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = SeedsAtOnce, CancellationToken = cancellationToken };
        _seeding = Parallel.ForEachAsync(_seeds.ToList(), parallel, async (seed, stop) => await SeedAsync(seed, stop));
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
