using Ham4Db.Functions.Alerts.Delivery;

namespace Ham4Db.Functions.Alerts;

/// <summary>Delivers events to webhooks, each second.</summary>
public sealed class WebhookTimer(WebhookDispatcher dispatcher)
{
    /// <summary>Runs one round.</summary>
    [Function("Webhooks")]
    public Task RunAsync([TimerTrigger("*/1 * * * * *")] TimerInfo timer, FunctionContext context) => dispatcher.TickAsync(context.CancellationToken);
}
