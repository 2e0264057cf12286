namespace Ham4Db.Runtime.Queues;

/// <summary>A stored message; <paramref name="DequeueCount"/> is the number of deliveries begun so far.</summary>
internal sealed record QueueMessage(long Id, string Queue, string Body, int DequeueCount)
{
    public DateTime? Due { get; init; }
}
