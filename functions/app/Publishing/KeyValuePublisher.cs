using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Publishing;

/// <summary>
/// Keeps stores outside equal to the keys of primaries that we keep. It looks at what is and not at what happened, so that nothing is lost whenever a process
/// dies or a store cannot be reached; and it runs beside recoveries, so that none waits for it.
/// </summary>
internal sealed class KeyValuePublisher(KeyValueTargets targets, FleetStore store, TimeProvider time, ILogger<KeyValuePublisher> logger)
{
    private readonly PublishPauses _pauses = new(time);

    /// <summary>Publishes what differs from what each store was given, where it is not waited because of an earlier failure.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        if (!targets.AreConfigured) return;
        await Task.WhenAll((await ListAsync(cancellationToken)).Select(target => PublishAsync(target, isMeant: _ => true, force: false, cancellationToken)));
    }

    /// <summary>Publishes keys to every store whatever they were given before. What fails is published later.</summary>
    /// <returns>What went wrong, a sentence for each store.</returns>
    public async Task<IReadOnlyList<string>> PublishAsync(IReadOnlySet<string> keys, CancellationToken cancellationToken)
    {
        if (!targets.AreConfigured) return [];
        var problems = await Task.WhenAll((await ListAsync(cancellationToken)).Select(target => PublishAsync(target, keys.Contains, force: true, cancellationToken)));
        return [.. problems.Where(problem => problem.Length > 0)];
    }

    private async Task<IReadOnlyList<IKeyValueTarget>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await targets.ListAsync(cancellationToken);
        }
        catch (PublishException exception)
        {
            PublishLog.Failed(logger, "consul", exception.Message);
            return [];
        }
    }

    private async Task<string> PublishAsync(IKeyValueTarget target, Func<string, bool> isMeant, bool force, CancellationToken cancellationToken)
    {
        if (!force && _pauses.IsPaused(target.Name)) return "";
        try
        {
            var given = (await store.GetPublishedKeysAsync(target.Name, cancellationToken)).ToDictionary(published => published.Row.Key, published => published.Row);
            var rows = await store.GetPrimaryKeysAsync(cancellationToken);
            foreach (var row in rows.Where(row => isMeant(row.Key) && (force || given.GetValueOrDefault(row.Key) != row)))
                await PublishAsync(target, row.Key, cancellationToken);
            foreach (var gone in given.Keys.Except(rows.Select(row => row.Key)).Where(isMeant).ToList())
                await store.RemovePublishedKeyAsync(target.Name, gone, cancellationToken);
            _pauses.Succeed(target.Name);
            return "";
        }
        catch (PublishException exception)
        {
            _pauses.Fail(target.Name);
            PublishLog.Failed(logger, target.Name, exception.Message);
            return exception.Message;
        }
    }

    // What is outside is read first, then what we keep, then it is written if it is still so outside: a publisher that was held up anywhere in between cannot
    // put an older primary over a newer one. The epoch keeps out one whose store is not ours, such as one that was restored from a backup.
    private async Task PublishAsync(IKeyValueTarget target, string key, CancellationToken cancellationToken)
    {
        var fence = await target.ReadFenceAsync(key + Fence.Suffix, cancellationToken);
        var (found, _) = await store.FindPrimaryKeyAsync(key, cancellationToken);
        if (found is not { } row) return;
        var epoch = (await store.GetStateAsync(row.ClusterId, cancellationToken)).Epoch;
        if (fence.Epoch > epoch) throw new PublishException($"{target.Name} has {key} of epoch {fence.Epoch}, and ours is {epoch}: another deployment wrote it. Remove {key}{Fence.Suffix} there if that one is gone");
        if (!await target.TryWriteAsync(key + Fence.Suffix, fence, epoch, row.Pairs, cancellationToken)) return;
        await store.SavePublishedKeyAsync(new PublishedKey(target.Name, row, epoch), cancellationToken);
        PublishLog.Published(logger, key, row.Primary, target.Name);
    }
}
