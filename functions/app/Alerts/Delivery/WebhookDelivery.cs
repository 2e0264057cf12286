using Ham4Db.Functions.Alerts.Events;

namespace Ham4Db.Functions.Alerts.Delivery;

/// <summary>An event on its way to an address.</summary>
/// <param name="Endpoint">Name of the address.</param>
/// <param name="Event">The event.</param>
public sealed record WebhookDelivery(string Endpoint, HookEvent Event)
{
    /// <summary>Attempts so far.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried next (UTC); while it is being tried, when that is given up as lost. When it was given up, for a dead one.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>What the latest attempt came to; empty before the first.</summary>
    public string Problem { get; init; } = "";

    /// <summary>Its id: that of the event and the address.</summary>
    public string Id => $"{Event.Id}-to-{Endpoint}";
}
