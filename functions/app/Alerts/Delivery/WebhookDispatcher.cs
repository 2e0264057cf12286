using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Telemetry;

namespace Ham4Db.Functions.Alerts.Delivery;

/// <summary>
/// Delivers what is due. Before a request its row is moved to the time at which the request is given up as lost, so that no other process sends it too,
/// and a process that dies in it leaves it to the next.
/// </summary>
public sealed class WebhookDispatcher(
    FleetStore store, WebhookQueue queue, WebhookSender sender, Ham4DbOptions options, ServiceMetrics metrics, TimeProvider time, ILogger<WebhookDispatcher> logger)
{
    private const int MaxDue = 200;
    private const int AtOncePerEndpoint = 4;
    private const int Gone = 410;

    // A slow receiver must not keep the others waiting for the next round.
    private static readonly TimeSpan MaxRound = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, int> _running = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Begins what is due and waits a moment for it. What takes longer goes on meanwhile.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        if (options.Webhooks.Count == 0) return;
        var due = await store.GetDueDeliveriesAsync(time.GetUtcNow(), MaxDue, cancellationToken);
        var begun = due.Where(TryEnter).Select(delivery => RunAsync(delivery)).ToList();
        if (begun.Count > 0) await Task.WhenAny(Task.WhenAll(begun), Task.Delay(MaxRound, time, cancellationToken));
    }

    private bool TryEnter(WebhookDelivery delivery)
    {
        lock (_lock)
        {
            var running = _running.GetValueOrDefault(delivery.Endpoint);
            if (running == AtOncePerEndpoint) return false;
            _running[delivery.Endpoint] = running + 1;
            return true;
        }
    }

    private async Task RunAsync(WebhookDelivery delivery)
    {
        try
        {
            await DeliverAsync(delivery, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // It is due again when its lease has run out.
            AlertsLog.DeliveryFailed(logger, exception, delivery.Event.Id, delivery.Endpoint);
        }
        finally
        {
            lock (_lock) _running[delivery.Endpoint]--;
        }
    }

    private async Task DeliverAsync(WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var endpoint = options.Webhooks.FirstOrDefault(e => e.Name == delivery.Endpoint);
        if (endpoint is null)
        {
            await GiveUpAsync(delivery, delivery with { Problem = "it is not configured any more" }, cancellationToken);
            return;
        }

        var leased = delivery with { DueAt = time.GetUtcNow() + TimeSpan.FromSeconds(endpoint.TimeoutSeconds) + Grace };
        if (!await store.TryMoveDeliveryAsync(delivery, leased, cancellationToken)) return;
        var started = time.GetTimestamp();
        var answer = await sender.SendAsync(endpoint, delivery.Event, cancellationToken);
        metrics.Called(endpoint.Name, answer.IsTaken, time.GetElapsedTime(started));
        var tried = leased with { Attempts = delivery.Attempts + 1, Problem = answer.Problem };
        if (answer.IsTaken)
        {
            await queue.RecordAsync(tried, time.GetUtcNow(), problem: "", cancellationToken);
            await store.RemoveDeliveryAsync(leased, cancellationToken);
            AlertsLog.Delivered(logger, delivery.Event.Id, endpoint.Name, tried.Attempts);
        }
        else if (tried.Attempts >= endpoint.MaxAttempts || answer.Status == Gone)
        {
            await GiveUpAsync(leased, tried, cancellationToken);
        }
        else
        {
            var next = tried with { DueAt = time.GetUtcNow() + WebhookSchedule.After(tried.Attempts, Random.Shared.NextDouble()) };
            await queue.RecordAsync(next, endedAt: null, problem: "", cancellationToken);
            await store.TryMoveDeliveryAsync(leased, next, cancellationToken);
            AlertsLog.NotDelivered(logger, delivery.Event.Id, endpoint.Name, tried.Attempts, answer.Problem);
        }
    }

    private async Task GiveUpAsync(WebhookDelivery from, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!await store.TryBuryDeliveryAsync(from, delivery with { DueAt = now }, cancellationToken)) return;
        await queue.RecordAsync(delivery, now, $"It was given up: {delivery.Problem}.", cancellationToken);
        metrics.GaveUp(delivery.Endpoint);
        AlertsLog.GivenUp(logger, delivery.Event.Id, delivery.Endpoint, delivery.Attempts, delivery.Problem);
    }
}
