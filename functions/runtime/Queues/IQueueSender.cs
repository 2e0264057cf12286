namespace Ham4Db.Runtime.Queues;

/// <summary>Embedded only: puts messages into the queues of <see cref="Worker.QueueTriggerAttribute"/>. On Azure, Azure.Storage.Queues does that.</summary>
public interface IQueueSender
{
    /// <summary>Adds a message.</summary>
    /// <param name="queueName">Name of the queue.</param>
    /// <param name="message">The message: a text as it is, anything else as JSON.</param>
    /// <param name="visibleAfter">How long it is hidden; null means not at all.</param>
    /// <param name="cancellationToken">Gives up before the message is stored.</param>
    /// <returns>A task that ends when the message is durable.</returns>
    Task SendAsync(string queueName, object message, TimeSpan? visibleAfter = null, CancellationToken cancellationToken = default);
}
