using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Alerts.Events;

namespace Ham4Db.Functions.Api.V2;

/// <summary>An event on its way to a webhook, or given up.</summary>
/// <param name="Id">Id of the delivery.</param>
/// <param name="Endpoint">Name of the webhook.</param>
/// <param name="EventId">Id of the event: the header <c>webhook-id</c>.</param>
/// <param name="Event">Which event.</param>
/// <param name="At">When it happened (UTC).</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="DueAt">When it is tried next, or was given up (UTC).</param>
/// <param name="Problem">What the latest attempt came to.</param>
/// <param name="Fields">What is told.</param>
internal sealed record DeliveryView(
    string Id, string Endpoint, string EventId, string Event, DateTimeOffset At, int Attempts, DateTimeOffset DueAt, string Problem, HookFields Fields)
{
    public static DeliveryView Of(WebhookDelivery delivery) => new(
        delivery.Id,
        delivery.Endpoint,
        delivery.Event.Id,
        delivery.Event.Point,
        delivery.Event.At,
        delivery.Attempts,
        delivery.DueAt,
        delivery.Problem,
        delivery.Event.Fields);
}
