using Ham4Db.Runtime.Activities;
using Ham4Db.Runtime.Entities;
using Ham4Db.Runtime.Orchestrations;
using Ham4Db.Runtime.Queues;

namespace Ham4Db.Runtime.Persistence;

/// <summary>What a transaction sends; handed out once it is durable.</summary>
internal sealed class Deliveries
{
    public List<OrchestrationMessage> Orchestrations { get; } = [];

    public List<ActivityTask> Activities { get; } = [];

    public List<EntityMessage> Entities { get; } = [];

    public List<QueueMessage> Queues { get; } = [];

    public List<string> EndedInstances { get; } = [];

    public int Count => Orchestrations.Count + Activities.Count + Entities.Count + Queues.Count;

    public bool IsEmpty => Count + EndedInstances.Count == 0;
}
