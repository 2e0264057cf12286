using System.Text.Json;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Probing.Shards;

/// <summary>
/// Probes a shard of a fleet that is split over processes. It runs as long as its process has the shard, so that a host that adds instances by the length of the queue, of which
/// messages that are worked on are part, adds as many as there are shards to share out.
/// </summary>
public sealed class ProbeShard(ShardProbing probing, ILogger<ProbeShard> logger)
{
    /// <summary>Takes a shard, if it is still free, and probes it until another process has it or this one ends.</summary>
    [Function("ProbeShard")]
    public async Task RunAsync([QueueTrigger(IShardQueue.Name)] string text, [DurableClient] DurableTaskClient client, FunctionContext context)
    {
        ShardMessage message;
        try
        {
            message = FleetJson.Read<ShardMessage>(text);
        }
        catch (JsonException exception)
        {
            ShardLog.NotUnderstood(logger, exception.Message);
            return;
        }

        await probing.RunAsync(message, client, context.CancellationToken);
    }
}
