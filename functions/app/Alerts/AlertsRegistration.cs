using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Alerts.Incoming;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Functions.Alerts;

/// <summary>Registers what tells others what happens, and is told by them.</summary>
internal static class AlertsRegistration
{
    /// <summary>Registers webhooks, and what takes alerts.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<HookEvents>()
        .AddSingleton<WebhookQueue>()
        .AddSingleton<WebhookSender>()
        .AddSingleton<WebhookDispatcher>()
        .AddSingleton<HookAsker>()
        .AddSingleton<IncomingAlerts>();
}
