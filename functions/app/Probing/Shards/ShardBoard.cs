using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Probing.Shards;

/// <summary>
/// Watches the leases and sends for somebody where one has no owner, or where its owner gives no sign of life any more. Every process that probes does so: whichever dies,
/// others see it.
/// </summary>
public sealed class ShardBoard(FleetStore store, IShardQueue queue, Ham4DbOptions options, TimeProvider time, ILogger<ShardBoard> logger)
{
    /// <summary>An owner that is not heard for so long is taken for dead. With what a message takes on its way, and the five seconds between two probes, nobody is unprobed for more than ten.</summary>
    public static readonly TimeSpan Dead = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(900);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, Seen> _seen = [];
    private Task _looking = Task.CompletedTask;
    private long? _lookedAt;

    /// <summary>Ends with the latest look.</summary>
    public Task Looked
    {
        get
        {
            lock (_lock) return _looking;
        }
    }

    /// <summary>Begins a look, unless one was begun within the last second.</summary>
    public void Look(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_looking.IsCompleted || (_lookedAt is { } last && time.GetElapsedTime(last) < LookEvery)) return;
            _lookedAt = time.GetTimestamp();
            _looking = Task.Run(() => LookAsync(cancellationToken), cancellationToken);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var leases = (await store.GetShardLeasesAsync(options.ProbeShards, cancellationToken)).Select(found => found.Lease).ToDictionary(lease => lease.Shard);
            for (var shard = 0; shard < options.ProbeShards; shard++)
                await LookAtAsync(leases.GetValueOrDefault(shard) ?? FleetStore.NoLease(shard), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ShardLog.LookFailed(logger, exception);
        }
    }

    private async Task LookAtAsync(ShardLease lease, CancellationToken cancellationToken)
    {
        if (!_seen.TryGetValue(lease.Shard, out var seen) || seen.Term != lease.Term || seen.Beat != lease.Beat)
            seen = _seen[lease.Shard] = new Seen(lease.Term, lease.Beat, time.GetTimestamp(), AskedAt: null);
        if (lease.Owner.Length > 0 && time.GetElapsedTime(seen.Since) < Dead) return;
        if (seen.AskedAt is { } asked && time.GetElapsedTime(asked) < AskAgain) return;
        if (lease.Owner.Length > 0 && seen.AskedAt is null) ShardLog.OwnerSilent(logger, lease.Shard, lease.Owner, Dead.TotalSeconds);
        _seen[lease.Shard] = seen with { AskedAt = time.GetTimestamp() };
        await queue.SendAsync(new ShardMessage(lease.Shard, options.ProbeShards, lease.Term, lease.Beat), TimeSpan.Zero, cancellationToken);
    }

    private sealed record Seen(long Term, long Beat, long Since, long? AskedAt);
}
