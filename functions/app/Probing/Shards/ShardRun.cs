using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Probing.Shards;

/// <summary>
/// A shard while this process has it: a round of probes each second, and a sign of life. Where the store does not answer it is probed on, since nobody can take it there either;
/// what two processes find at once is decided once, by the store.
/// </summary>
internal sealed class ShardRun(
    Shard shard, ShardLease lease, string version, Prober prober, FleetStore store, ShardBoard board, IShardQueue queue, TimeProvider time, ILogger logger)
    : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OfferEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRelease = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ShardLease _lease = lease;
    private string _version = version;
    private TaskCompletionSource _follower = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _renewing = Task.CompletedTask;
    private bool _isLost;

    /// <summary>Ends when the shard is not probed here any more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Begins.</summary>
    /// <param name="client">Starts recoveries.</param>
    /// <param name="stopping">The process is to end.</param>
    public void Start(DurableTaskClient client, CancellationToken stopping) => _ = RunAsync(client, stopping);

    /// <summary>Waits for the end, or until another follows it: so no call is longer than from one message to the next. The end of the call that follows it is its own end.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var follower = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _follower, follower).TrySetResult();
        await using (cancellationToken.Register(() =>
        {
            if (_follower == follower) _stop.Cancel();
        }))
        {
            await Task.WhenAny(Ended, follower.Task);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task RunAsync(DurableTaskClient client, CancellationToken stopping)
    {
        await using (stopping.Register(_stop.Cancel))
        {
            var offered = time.GetTimestamp();
            while (!_stop.IsCancellationRequested)
            {
                var next = NextSecond();
                board.Look(_stop.Token);
                var isOffer = time.GetElapsedTime(offered) > OfferEvery;
                if (isOffer) offered = time.GetTimestamp();
                if (_renewing.IsCompleted) _renewing = RenewAsync(isOffer);
                await ProbeAsync(client);
                if (next - time.GetUtcNow() is { Ticks: > 0 } wait) await Task.Delay(wait, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await _renewing;
        await prober.StopAsync();
        if (!_isLost) await ReleaseAsync();
        ShardLog.Ended(logger, shard.Index, _isLost ? "another one has it" : "it stops");
        _ended.SetResult();
    }

    private async Task ProbeAsync(DurableTaskClient client)
    {
        try
        {
            await prober.TickAsync(client, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It ends.
        }
        catch (Exception exception)
        {
            ShardLog.RoundFailed(logger, exception, shard.Index);
        }
    }

    // All processes at the same moment of the second: one that takes a shard over goes on where the other was.
    private DateTimeOffset NextSecond()
    {
        var now = time.GetUtcNow();
        return now.AddTicks(Second.Ticks - (now.UtcTicks % Second.Ticks));
    }

    private async Task RenewAsync(bool isOffer)
    {
        try
        {
            var renewed = _lease with { Beat = _lease.Beat + 1, At = time.GetUtcNow() };
            if (await store.TrySaveShardLeaseAsync(shard.Of, renewed, _version, _stop.Token) is { } saved) (_lease, _version) = (renewed, saved);
            else await LookWhoHasItAsync();
            if (isOffer && !_isLost) await queue.SendAsync(new ShardMessage(shard.Index, shard.Of, _lease.Term, Beat: null), TimeSpan.Zero, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It ends.
        }
        catch (Exception exception)
        {
            ShardLog.NotRenewed(logger, exception, shard.Index);
        }
    }

    // An earlier write that was not answered may have been made.
    private async Task LookWhoHasItAsync()
    {
        var (found, version) = await store.GetShardLeaseAsync(shard.Of, shard.Index, _stop.Token);
        if (found.Owner == _lease.Owner && found.Term == _lease.Term && version is not null)
        {
            (_lease, _version) = (found, version);
            return;
        }

        _isLost = true;
        await _stop.CancelAsync();
    }

    // Others find out by themselves, later, if this does not succeed.
    private async Task ReleaseAsync()
    {
        using var limit = new CancellationTokenSource(LongestRelease, time);
        try
        {
            while (true)
            {
                // The last sign of life was cut off, and may be written yet.
                var (found, version) = await store.GetShardLeaseAsync(shard.Of, shard.Index, limit.Token);
                if (found.Owner != _lease.Owner || found.Term != _lease.Term) return;
                var free = found with { Owner = "", Beat = found.Beat + 1, At = time.GetUtcNow() };
                if (await store.TrySaveShardLeaseAsync(shard.Of, free, version, limit.Token) is null) continue;
                await queue.SendAsync(new ShardMessage(shard.Index, shard.Of, free.Term, free.Beat), TimeSpan.Zero, limit.Token);
                return;
            }
        }
        catch (Exception exception)
        {
            ShardLog.NotRenewed(logger, exception, shard.Index);
        }
    }
}
