using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Persistence;

namespace Ham4Db.Runtime.Queues;

/// <summary>Puts messages into this process's own store.</summary>
internal sealed class QueueSender(RuntimeEngine engine) : IQueueSender
{
    public Task SendAsync(string queueName, object message, TimeSpan? visibleAfter = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(queueName);
        ArgumentNullException.ThrowIfNull(message);
        cancellationToken.ThrowIfCancellationRequested();
        var body = message as string ?? DurableJson.Serialize(message)!;
        return engine.Store.CommitAsync(work => work.Enqueue(queueName, body, visibleAfter is { } delay ? work.Now + delay : null));
    }
}
