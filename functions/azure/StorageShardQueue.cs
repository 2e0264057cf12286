using Azure.Identity;
using Azure.Storage.Queues;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Probing.Shards;
using Microsoft.Extensions.Configuration;

namespace Ham4Db.Functions.Hosting;

/// <summary>Messages about shards in the storage account of the Functions host, where it listens for them.</summary>
/// <param name="configuration">Has <c>AzureWebJobsStorage</c>: a connection string, or the address of the queues and the identity.</param>
internal sealed class StorageShardQueue(IConfiguration configuration) : IShardQueue
{
    private const string Storage = "AzureWebJobsStorage";

    // One that is worked on is followed by another after half a minute; whoever could have taken it has, or was sent another.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly Lazy<Task<QueueClient>> _queue = new(() => OpenAsync(configuration));

    public async Task SendAsync(ShardMessage message, TimeSpan after, CancellationToken cancellationToken) =>
        await (await _queue.Value).SendMessageAsync(FleetJson.Write(message), after, Life, cancellationToken);

    private static async Task<QueueClient> OpenAsync(IConfiguration configuration)
    {
        // As the host reads them.
        var options = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 };
        var queue = configuration[Storage] is { Length: > 0 } connection
            ? new QueueClient(connection, IShardQueue.Name, options)
            : new QueueClient(new Uri($"{Address(configuration).TrimEnd('/')}/{IShardQueue.Name}"), new DefaultAzureCredential(), options);
        await queue.CreateIfNotExistsAsync();
        return queue;
    }

    private static string Address(IConfiguration configuration) =>
        configuration[$"{Storage}:queueServiceUri"] ?? throw new InvalidOperationException($"Neither {Storage} nor {Storage}__queueServiceUri is set; the queue of shards is in that account.");
}
