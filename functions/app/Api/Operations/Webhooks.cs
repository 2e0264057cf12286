using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Reads how deliveries to webhooks stand, tries addresses and delivers again what was given up.</summary>
internal sealed class Webhooks(FleetStore store, WebhookQueue queue, Audit audit, Ham4DbOptions options, TimeProvider time)
{
    /// <summary>Deliveries that wait, or were given up.</summary>
    /// <exception cref="OperationException">The status is none.</exception>
    public IAsyncEnumerable<WebhookDelivery> ListAsync(string? status, CancellationToken cancellationToken) => status switch
    {
        null or "" or "dead" => store.GetDeadDeliveriesAsync(cancellationToken),
        "queued" => store.GetQueuedDeliveriesAsync(cancellationToken),
        _ => throw OperationException.Invalid($"status is '{status}'; allowed: queued, dead."),
    };

    /// <summary>Delivers one again, with the id that it had.</summary>
    /// <exception cref="OperationException">It is not among those given up.</exception>
    public async Task<IReadOnlyList<string>> ReplayAsync(string id, Caller caller, CancellationToken cancellationToken)
    {
        var dead = await store.GetDeadDeliveriesAsync(cancellationToken).FirstOrDefaultAsync(delivery => delivery.Id == id, cancellationToken)
            ?? throw OperationException.NotFound($"There is no delivery {id} that was given up.");
        return await ReplayAsync([dead], caller, cancellationToken);
    }

    /// <summary>Delivers all again that were given up.</summary>
    /// <param name="endpoint">For this webhook; null for all.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">Gives up; what was begun goes on.</param>
    /// <exception cref="OperationException">There is no such webhook.</exception>
    public async Task<IReadOnlyList<string>> ReplayAllAsync(string? endpoint, Caller caller, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(endpoint)) Find(endpoint);
        var dead = await store.GetDeadDeliveriesAsync(cancellationToken)
            .Where(delivery => string.IsNullOrEmpty(endpoint) || delivery.Endpoint == endpoint).ToListAsync(cancellationToken);
        return await ReplayAsync(dead, caller, cancellationToken);
    }

    /// <summary>Sends an event that says that nothing happened.</summary>
    /// <returns>Id of the delivery.</returns>
    /// <exception cref="OperationException">There is no such webhook.</exception>
    public async Task<string> TestAsync(string endpoint, Caller caller, CancellationToken cancellationToken)
    {
        Find(endpoint);
        var fields = new HookFields { OrchestratorHost = Environment.MachineName, Actor = caller.Actor };
        var hook = new HookEvent($"{HookPoint.Test}-{Guid.NewGuid():N}", HookPoint.Test, time.GetUtcNow(), fields);
        await queue.QueueAsync(endpoint, hook, cancellationToken);
        await audit.WriteAsync("webhook-test", "", instance: null, caller, $"A test was sent to the webhook {endpoint}.", cancellationToken);
        return new WebhookDelivery(endpoint, hook).Id;
    }

    private void Find(string endpoint)
    {
        if (options.Webhooks.All(known => known.Name != endpoint))
            throw OperationException.NotFound($"There is no webhook {endpoint}; there are: {(options.Webhooks.Count == 0 ? "none" : string.Join(", ", options.Webhooks.Select(known => known.Name)))}.");
    }

    private async Task<IReadOnlyList<string>> ReplayAsync(IReadOnlyList<WebhookDelivery> dead, Caller caller, CancellationToken cancellationToken)
    {
        var replayed = new List<string>();
        foreach (var delivery in dead)
            if (await queue.ReplayAsync(delivery, cancellationToken)) replayed.Add(delivery.Id);
        await audit.WriteAsync("webhook-replay", "", instance: null, caller, $"{replayed.Count} deliveries to webhooks that were given up are on their way again.", cancellationToken);
        return replayed;
    }
}
