using System.Text.Json;
using System.Text.Json.Nodes;
using Ham4Db.Functions.Alerts.Incoming;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Calls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Takes alerts of other systems. What they name and nobody knows is answered with 200 all the same: a sender would only send it again.</summary>
internal sealed class AlertResources(IncomingAlerts alerts, ChangeFilter change, OnceFilter once)
{
    /// <summary>Maps them.</summary>
    public void Map(RouteGroupBuilder group)
    {
        group.MapPost("/alerts/prometheus", (HttpContext context, CancellationToken cancellationToken) => ProbeAsync(context, AlertmanagerAlerts.Read, cancellationToken))
            .AddEndpointFilter(change).AddEndpointFilter(once).Named("PrometheusAlerts", "Takes a message of Prometheus' Alertmanager (webhook version 4) and probes at once what it names.", new() { Body = typeof(JsonObject) });
        group.MapPost("/alerts/azure", (HttpContext context, CancellationToken cancellationToken) => ProbeAsync(context, AzureMonitorAlerts.Read, cancellationToken))
            .AddEndpointFilter(change).AddEndpointFilter(once).Named("AzureAlerts", "Takes a message of Azure Monitor (common alert schema) and probes at once what it names.", new() { Body = typeof(JsonObject) });
    }

    private async Task<JsonHttpResult<AlertAnswer>> ProbeAsync(HttpContext context, Func<JsonElement, IReadOnlyList<IncomingAlert>> read, CancellationToken cancellationToken) =>
        TypedResults.Json(await alerts.ProbeAsync(await ReadAsync(context, read, cancellationToken), cancellationToken), V2Json.Options);

    private static async Task<IReadOnlyList<IncomingAlert>> ReadAsync(HttpContext context, Func<JsonElement, IReadOnlyList<IncomingAlert>> read, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: cancellationToken);
            return read(document.RootElement);
        }
        catch (JsonException)
        {
            throw OperationException.Invalid("The body is not JSON.");
        }
        catch (AlertFormatException exception)
        {
            throw OperationException.Invalid($"The body is not a message with alerts: {exception.Message}");
        }
    }
}
