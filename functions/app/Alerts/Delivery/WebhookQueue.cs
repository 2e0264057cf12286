using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Alerts.Delivery;

/// <summary>Puts events on their way to every webhook that wants them, and those that were given up on it once more.</summary>
public sealed class WebhookQueue(FleetStore store, HookEvents hooks, TimeProvider time)
{
    /// <summary>Queues an event. Done twice, it may arrive twice, with one id.</summary>
    public async Task QueueAsync(HookEvent hook, CancellationToken cancellationToken)
    {
        foreach (var endpoint in hooks.EndpointsOf(hook)) await QueueAsync(endpoint.Name, hook, cancellationToken);
    }

    /// <summary>Queues an event for one address.</summary>
    public async Task QueueAsync(string endpoint, HookEvent hook, CancellationToken cancellationToken)
    {
        var delivery = new WebhookDelivery(endpoint, hook) { DueAt = hook.At };
        await RecordAsync(delivery, endedAt: null, problem: "", cancellationToken);
        await store.QueueDeliveryAsync(delivery, cancellationToken);
    }

    /// <summary>Queues a delivery again that was given up, with the id that it had.</summary>
    /// <returns>False when it is not among those given up any more.</returns>
    public async Task<bool> ReplayAsync(WebhookDelivery dead, CancellationToken cancellationToken)
    {
        var again = dead with { Attempts = 0, DueAt = time.GetUtcNow(), Problem = "" };
        if (!await store.TryReplayDeliveryAsync(dead, again, cancellationToken)) return false;
        await RecordAsync(again, endedAt: null, problem: "", cancellationToken);
        return true;
    }

    /// <summary>Writes into the timeline of its recovery how a delivery goes.</summary>
    internal Task RecordAsync(WebhookDelivery delivery, DateTimeOffset? endedAt, string problem, CancellationToken cancellationToken)
    {
        var hook = delivery.Event;
        if (hook.Fields.RecoveryUID.Length == 0) return Task.CompletedTask;
        var how = delivery.Attempts switch { 0 => "", 1 => " (1 attempt)", var many => $" ({many} attempts)" };
        var waiting = endedAt is null && delivery.Problem.Length > 0 ? $"; the latest: {delivery.Problem}" : "";
        return store.SaveStepAsync(
            new RecoveryStepRecord(
                hook.Fields.RecoveryUID, RecoveryStepRecord.DeliveryPrefix + delivery.Endpoint, Target: null, $"Tell {delivery.Endpoint}: {hook.Point}{how}{waiting}.", hook.At, endedAt, problem),
            cancellationToken);
    }
}
