using System.Collections.Concurrent;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Recovery;
using Microsoft.Extensions.Hosting;

namespace Ham4Db.Functions.Probing.Shards;

/// <summary>The shards that this process probes.</summary>
public sealed class ShardProbing(
    FleetStore store, ShardBoard board, IShardQueue queue, ShardProbers probers, Ham4DbOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<ShardProbing> logger)
    : IDisposable
{
    private static readonly TimeSpan PassAfter = TimeSpan.FromMilliseconds(300);

    private readonly ConcurrentDictionary<int, ShardRun> _runs = new();
    private readonly SemaphoreSlim _taking = new(1, 1);

    /// <summary>The name of this process in leases: no other one has it, and none had it before.</summary>
    public static string ThisProcess { get; } = $"{Environment.MachineName}-{Evidence.ThisProcess[..8]}";

    /// <summary>Takes a shard if a message is not void and this process has no more than others. Ends when the process does not have it any more, or has it by a later message.</summary>
    public async Task RunAsync(ShardMessage message, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (message.Of != options.ProbeShards || message.Shard < 0 || message.Shard >= message.Of) return;
        if (await TakeAsync(message, client, cancellationToken) is not { } run) return;
        await run.FollowAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _taking.Dispose();
        foreach (var run in _runs.Values) run.Dispose();
    }

    // One at a time: two messages at once would each see too few shards here.
    private async Task<ShardRun?> TakeAsync(ShardMessage message, DurableTaskClient client, CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken);
        try
        {
            var found = await store.GetShardLeasesAsync(options.ProbeShards, cancellationToken);
            var (lease, version) = found.Where(row => row.Lease.Shard == message.Shard).DefaultIfEmpty((FleetStore.NoLease(message.Shard), null)).First();
            if (!message.Fits(lease)) return null;
            if (!ShardBalance.Takes([.. found.Select(row => row.Lease)], ThisProcess, message))
            {
                if (!message.IsOffer || message.Passes < ShardBalance.MostPasses) await queue.SendAsync(message with { Passes = message.Passes + 1 }, PassAfter, cancellationToken);
                return null;
            }

            // Nobody has less: this process goes on with what it has.
            if (_runs.TryGetValue(message.Shard, out var kept) && !kept.Ended.IsCompleted) return kept;
            kept?.Dispose();
            return await TakeAsync(lease, version, client, cancellationToken);
        }
        finally
        {
            _taking.Release();
        }
    }

    private async Task<ShardRun?> TakeAsync(ShardLease lease, string? version, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var (before, term) = (lease.Owner, lease.Term);
        while (true)
        {
            var taken = new ShardLease(lease.Shard, ThisProcess, term + 1, Beat: 0, time.GetUtcNow());
            if (await store.TrySaveShardLeaseAsync(options.ProbeShards, taken, version, cancellationToken) is { } saved)
            {
                ShardLog.Taken(logger, lease.Shard, ThisProcess, before.Length > 0 ? before : "nobody");
                var shard = new Shard(lease.Shard, options.ProbeShards);
                var run = new ShardRun(shard, taken, saved, probers.Create(shard), store, board, queue, time, logger);
                _runs[lease.Shard] = run;
                run.Start(client, lifetime.ApplicationStopping);
                return run;
            }

            // An owner that offers a shard goes on giving signs of life.
            (lease, version) = await store.GetShardLeaseAsync(options.ProbeShards, lease.Shard, cancellationToken);
            if (lease.Term != term || lease.Owner != before) return null;
        }
    }
}
