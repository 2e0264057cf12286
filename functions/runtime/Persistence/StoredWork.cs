using Ham4Db.Runtime.Activities;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Entities;
using Ham4Db.Runtime.Orchestrations;
using Ham4Db.Runtime.Queues;

namespace Ham4Db.Runtime.Persistence;

/// <summary>Finds what was unfinished when the last process ended.</summary>
internal static class StoredWork
{
    public static Deliveries Load(SqlSession sql)
    {
        var found = new Deliveries();
        found.Orchestrations.AddRange(sql.Query(
            "SELECT id, instance_id, execution_id, due, body FROM inbox ORDER BY id",
            r => new OrchestrationMessage(r.GetString(1), r.Text(2), DurableJson.Read<OrchestrationEvent>(r.GetString(4)))
            {
                RowId = r.GetInt64(0),
                Due = r.TimeOrNull(3),
            }));
        found.Activities.AddRange(sql.Query(
            "SELECT id, instance_id, execution_id, seq, name, input FROM activities ORDER BY id",
            r => new ActivityTask(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetString(4), r.Text(5))));
        found.Entities.AddRange(sql.Query(
            "SELECT id, entity_id, due, body FROM entity_inbox ORDER BY id",
            r => new EntityMessage(r.GetInt64(0), EntityInstanceId.FromString(r.GetString(1)), DurableJson.Read<EntityRequest>(r.GetString(3)))
            {
                Due = r.TimeOrNull(2),
            }));
        found.Queues.AddRange(sql.Query(
            "SELECT id, queue, body, dequeue_count, due FROM queue_messages ORDER BY id",
            r => new QueueMessage(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt32(3)) { Due = r.TimeOrNull(4) }));
        return found;
    }
}
