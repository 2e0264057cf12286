using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>Deliveries to webhooks. All are in one partition, so that one moves from the queue to those given up, and back, as a whole.</content>
public sealed partial class FleetStore
{
    private const string Queued = "q";
    private const string Dead = "x";

    /// <summary>Puts a delivery into the queue; once more where it is there already at the same time.</summary>
    public Task QueueDeliveryAsync(WebhookDelivery delivery, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.Webhooks, FleetTables.Webhooks, QueuedRow(delivery), delivery, cancellationToken);

    /// <summary>Deliveries that are due, the oldest first.</summary>
    public async Task<List<WebhookDelivery>> GetDueDeliveriesAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        await ListAsync<WebhookDelivery>(
            FleetTables.Webhooks, new RowRange(FleetTables.Webhooks, Queued, Queued + FleetTables.Rising(now.AddTicks(1), ""), limit), cancellationToken);

    /// <summary>All that wait, those first that are due first.</summary>
    public IAsyncEnumerable<WebhookDelivery> GetQueuedDeliveriesAsync(CancellationToken cancellationToken) =>
        StreamAsync<WebhookDelivery>(FleetTables.Webhooks, RowRange.RowPrefix(FleetTables.Webhooks, Queued), cancellationToken);

    /// <summary>Those that were given up, the latest first.</summary>
    public IAsyncEnumerable<WebhookDelivery> GetDeadDeliveriesAsync(CancellationToken cancellationToken) =>
        StreamAsync<WebhookDelivery>(FleetTables.Webhooks, RowRange.RowPrefix(FleetTables.Webhooks, Dead), cancellationToken);

    /// <summary>Moves a delivery in the queue.</summary>
    /// <returns>False when it is not where it was: somebody else has it.</returns>
    public Task<bool> TryMoveDeliveryAsync(WebhookDelivery from, WebhookDelivery to, CancellationToken cancellationToken) =>
        TryReplaceAsync(QueuedRow(from), QueuedRow(to), to, cancellationToken);

    /// <summary>Gives a delivery up.</summary>
    /// <returns>False when it is not in the queue.</returns>
    public Task<bool> TryBuryDeliveryAsync(WebhookDelivery from, WebhookDelivery dead, CancellationToken cancellationToken) =>
        TryReplaceAsync(QueuedRow(from), DeadRow(dead), dead, cancellationToken);

    /// <summary>Puts a delivery that was given up back into the queue.</summary>
    /// <returns>False when it is not among those given up.</returns>
    public Task<bool> TryReplayDeliveryAsync(WebhookDelivery dead, WebhookDelivery queued, CancellationToken cancellationToken) =>
        TryReplaceAsync(DeadRow(dead), QueuedRow(queued), queued, cancellationToken);

    /// <summary>Takes a delivery that has arrived out of the queue.</summary>
    public Task RemoveDeliveryAsync(WebhookDelivery delivery, CancellationToken cancellationToken) =>
        RemoveAsync(FleetTables.Webhooks, FleetTables.Webhooks, QueuedRow(delivery), cancellationToken);

    /// <summary>Removes deliveries that were given up before a time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PurgeDeliveriesAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var from = Dead + FleetTables.Falling(before.AddTicks(-1), "");
        var rows = await store.QueryAsync(FleetTables.Webhooks, new RowRange(FleetTables.Webhooks, from, "y", limit), cancellationToken).ToListAsync(cancellationToken);
        return await DeleteAsync(FleetTables.Webhooks, rows, cancellationToken);
    }

    private static string QueuedRow(WebhookDelivery delivery) => Queued + FleetTables.Rising(delivery.DueAt, delivery.Id);

    private static string DeadRow(WebhookDelivery delivery) => Dead + FleetTables.Falling(delivery.DueAt, delivery.Id);

    private async Task<bool> TryReplaceAsync(string from, string to, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            RowWrite[] writes =
            [
                new(WriteKind.Delete, FleetTables.Webhooks, from),
                new(WriteKind.Upsert, FleetTables.Webhooks, to, FleetJson.Write(delivery)),
            ];
            await store.WriteBatchAsync(FleetTables.Webhooks, writes, cancellationToken);
            return true;
        }
        catch (RowConflictException)
        {
            return false;
        }
    }
}
