namespace Ham4Db.Functions.Probing.Shards;

/// <summary>For hosts without a queue, in which one process probes the whole fleet.</summary>
internal sealed class NoShardQueue : IShardQueue
{
    public Task SendAsync(ShardMessage message, TimeSpan after, CancellationToken cancellationToken) =>
        throw new NotSupportedException("ProbeShards is more than 1, and this host has no queue over which shards could be given to processes.");
}
