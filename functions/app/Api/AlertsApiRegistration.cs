using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Functions.Api;

/// <summary>Registers the part of the API that is about telling others.</summary>
internal static class AlertsApiRegistration
{
    /// <summary>Registers webhooks, alerts and the checks of load balancers.</summary>
    public static IServiceCollection AddAlertsApi(this IServiceCollection services) => services
        .AddSingleton<Webhooks>()
        .AddSingleton<WebhookResources>()
        .AddSingleton<AlertResources>()
        .AddSingleton<RoleResources>();
}
