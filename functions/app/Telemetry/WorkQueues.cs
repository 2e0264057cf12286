using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Telemetry;

/// <summary>How much waits: in the host's own queues, and for webhooks.</summary>
internal sealed class WorkQueues(IHostQueues host, FleetStore store, TimeProvider time)
{
    private const string Webhooks = "webhooks";

    /// <summary>The queues, and whether those of the host are among them.</summary>
    public async Task<(IReadOnlyList<WorkQueue> Queues, bool IsHostTold)> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var deliveries = await store.GetQueuedDeliveriesAsync(cancellationToken).Select(delivery => (delivery.DueAt, delivery.Event.At)).ToListAsync(cancellationToken);
        var due = deliveries.Count(delivery => delivery.DueAt <= now);
        var webhooks = new WorkQueue(Webhooks, due, deliveries.Count - due, deliveries.Count == 0 ? null : now - deliveries.Min(delivery => delivery.At));
        var own = host.Read();
        return ([.. own ?? [], webhooks], own is not null);
    }
}
