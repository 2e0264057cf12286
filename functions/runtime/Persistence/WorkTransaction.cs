using Ham4Db.Runtime.Activities;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Entities;
using Ham4Db.Runtime.Orchestrations;
using Ham4Db.Runtime.Queues;

namespace Ham4Db.Runtime.Persistence;

/// <summary>One work item's writes, with everything that it sends.</summary>
internal sealed class WorkTransaction(SqlSession sql, DurableStore store, DateTime now)
{
    public SqlSession Sql { get; } = sql;

    public DateTime Now { get; } = now;

    public Deliveries Deliveries { get; } = new();

    public void Send(string instanceId, string? executionId, OrchestrationEvent message, DateTime? due = null)
        => Send(store.NextId(), instanceId, executionId, message, due);

    public void Send(long id, string instanceId, string? executionId, OrchestrationEvent message, DateTime? due = null)
    {
        Sql.Execute(
            "INSERT INTO inbox (id, instance_id, execution_id, due, body) VALUES ($0, $1, $2, $3, $4)",
            id, instanceId, executionId, due?.Ticks, DurableJson.Write(message));
        Deliveries.Orchestrations.Add(new(instanceId, executionId, message) { RowId = id, Due = due });
    }

    public void Send(EntityInstanceId target, EntityRequest request, DateTime? due = null)
    {
        var id = store.NextId();
        Sql.Execute(
            "INSERT INTO entity_inbox (id, entity_id, due, body) VALUES ($0, $1, $2, $3)",
            id, target.ToString(), due?.Ticks, DurableJson.Write(request));
        Deliveries.Entities.Add(new(id, target, request) { Due = due });
    }

    public void Send(IEnumerable<EntityInstanceId> targets, EntityRequest request)
    {
        foreach (var target in targets)
            Send(target, request);
    }

    public void Schedule(string instanceId, string executionId, int seq, string name, string? input)
    {
        var task = new ActivityTask(store.NextId(), instanceId, executionId, seq, name, input);
        Sql.Execute(
            "INSERT INTO activities (id, instance_id, execution_id, seq, name, input) VALUES ($0, $1, $2, $3, $4, $5)",
            task.Id, instanceId, executionId, seq, name, input);
        Deliveries.Activities.Add(task);
    }

    public void Enqueue(string queue, string body, DateTime? due)
    {
        var message = new QueueMessage(store.NextId(), queue, body, 0) { Due = due };
        Sql.Execute(
            "INSERT INTO queue_messages (id, queue, body, dequeue_count, due) VALUES ($0, $1, $2, 0, $3)",
            message.Id, queue, body, due?.Ticks);
        Deliveries.Queues.Add(message);
    }
}
