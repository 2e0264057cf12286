using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Alerts.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Functions.Alerts;

/// <summary>Registers what tells others what happens.</summary>
internal static class AlertsRegistration
{
    /// <summary>Registers webhooks.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<HookEvents>()
        .AddSingleton<WebhookQueue>()
        .AddSingleton<WebhookSender>()
        .AddSingleton<WebhookDispatcher>()
        .AddSingleton<HookAsker>();
}
