using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Ham4Db.Functions.Probing.Shards;
using Ham4Db.Runtime.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ham4Db.ScaleOut.Tests.Hosting;

/// <summary>Does what the Functions host does for a function with a queue: receives, calls it, deletes.</summary>
internal sealed class StorageQueueListener(IConfiguration configuration, IServiceProvider services, DurableTaskClient client) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Invisible = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var queue = new QueueClient(configuration["AzureWebJobsStorage"], IShardQueue.Name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        await queue.CreateIfNotExistsAsync(cancellationToken: stoppingToken);
        List<Task> running = [];
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var message in (await queue.ReceiveMessagesAsync(2, Invisible, stoppingToken)).Value) running.Add(HandleAsync(queue, message, stoppingToken));
            running.RemoveAll(task => task.IsCompletedSuccessfully);
            await Task.Delay(Poll, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(running);
    }

    private async Task HandleAsync(QueueClient queue, QueueMessage message, CancellationToken stopping)
    {
        var function = ActivatorUtilities.CreateInstance<ProbeShard>(services);
        await function.RunAsync(message.Body.ToString(), client, new ListenerContext(services, stopping));
        try
        {
            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            // Its time was over.
        }
    }
}
