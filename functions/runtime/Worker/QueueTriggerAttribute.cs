namespace Ham4Db.Runtime.Worker;

/// <summary>Runs the function for each message of a queue, at least once; after five failures the message goes to <c>{queue}-poison</c>.</summary>
/// <param name="queueName">Name of the queue, or <c>%Setting%</c> naming a configuration value with one.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : Attribute
{
    /// <summary>Name of the queue, or <c>%Setting%</c>.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>Setting that holds the storage connection on Azure; the embedded host keeps its queues itself and ignores it.</summary>
    public string? Connection { get; set; }
}
