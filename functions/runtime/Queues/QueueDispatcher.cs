using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Persistence;
using Ham4Db.Runtime.Worker;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Queues;

/// <summary>Hands messages to queue functions. An attempt is counted before it begins, so that a message that kills the process is poison too.</summary>
internal sealed class QueueDispatcher(
    DurableStore store,
    IReadOnlyDictionary<string, FunctionDescriptor> functions,
    FunctionInvoker invoker,
    ILogger<QueueDispatcher> logger,
    CancellationToken abandoned)
{
    private const int MaxAttempts = 5;

    public WorkPool Pool { get; } = new(32);

    /// <summary>The function of each queue.</summary>
    /// <exception cref="RuntimeStartupException">A setting is missing, or a queue has two functions.</exception>
    public static IReadOnlyDictionary<string, FunctionDescriptor> FunctionsByQueue(FunctionCatalog catalog, Settings settings)
    {
        var functions = new Dictionary<string, FunctionDescriptor>(StringComparer.Ordinal);
        foreach (var function in catalog.Of(TriggerKind.Queue))
        {
            var queue = settings.Resolve(((QueueTriggerAttribute)function.Trigger).QueueName, function);
            if (!functions.TryAdd(queue, function))
                throw new RuntimeStartupException($"Functions '{functions[queue].Name}' and '{function.Name}' have the same queue '{queue}'; a queue has one function.");
        }

        return functions;
    }

    /// <summary>Takes a message; one whose queue has no function stays in the store until it has.</summary>
    public void Deliver(QueueMessage message)
    {
        if (functions.TryGetValue(message.Queue, out var function))
            Pool.Enqueue(() => ProcessAsync(function, message));
    }

    private async Task ProcessAsync(FunctionDescriptor function, QueueMessage message)
    {
        var attempt = message.DequeueCount + 1;
        try
        {
            if (message.DequeueCount >= MaxAttempts)
            {
                await PoisonAsync(message);
                return;
            }

            await store.CommitAsync(work => work.Sql.Execute(
                "UPDATE queue_messages SET dequeue_count = $1, due = NULL WHERE id = $0", message.Id, attempt));
            if (await RunAsync(function, message.Body, attempt))
                await store.CommitAsync(work => work.Sql.Execute("DELETE FROM queue_messages WHERE id = $0", message.Id));
            else
                Deliver(message with { DequeueCount = attempt });
        }
        catch (Exception e)
        {
            // Only the store or the end of the host can do this; the message is still there at the next start.
            if (!abandoned.IsCancellationRequested)
                RuntimeLog.QueueWorkLost(logger, message.Queue, e);
        }
    }

    private async Task<bool> RunAsync(FunctionDescriptor function, string body, int attempt)
    {
        try
        {
            await invoker.InvokeAsync(function, _ => Read(function, body), abandoned);
            return true;
        }
        catch (Exception e) when (!abandoned.IsCancellationRequested)
        {
            RuntimeLog.QueueMessageFailed(logger, function.Name, attempt, e);
            return false;
        }
    }

    private async Task PoisonAsync(QueueMessage message)
    {
        var poison = $"{message.Queue}-poison";
        await store.CommitAsync(work =>
        {
            work.Sql.Execute("DELETE FROM queue_messages WHERE id = $0", message.Id);
            work.Enqueue(poison, message.Body, null);
        });
        RuntimeLog.Poisoned(logger, message.Queue, message.DequeueCount, poison);
    }

    private static object? Read(FunctionDescriptor function, string body)
        => function.TriggerType == typeof(string) ? body : DurableJson.Deserialize(body, function.TriggerType);
}
