using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Probing.Shards;
using Ham4Db.Runtime.Queues;

namespace Ham4Db.Cli.Hosting;

/// <summary>Messages about shards in the embedded host's own queue: its one process has them all.</summary>
internal sealed class EmbeddedShardQueue(IQueueSender sender) : IShardQueue
{
    public Task SendAsync(ShardMessage message, TimeSpan after, CancellationToken cancellationToken) =>
        sender.SendAsync(IShardQueue.Name, FleetJson.Write(message), after > TimeSpan.Zero ? after : null, cancellationToken);
}
