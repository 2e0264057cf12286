using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Calls;
using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Resources about webhooks and deliveries to them.</summary>
internal sealed class WebhookResources(Webhooks webhooks, ChangeFilter change, OnceFilter once, Ham4DbOptions options)
{
    /// <summary>Maps them.</summary>
    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/webhooks", ListAsync).Named("ListWebhooks", "Webhooks as they are configured, without secrets, and how many deliveries wait or were given up.");
        group.MapPost("/webhooks/{name}/test", TestAsync).AddEndpointFilter(change).AddEndpointFilter(once).Named("TestWebhook", "Sends an event that says that nothing happened.");
        group.MapGet("/webhook-deliveries", DeliveriesAsync).Named("ListDeliveries", "Deliveries that were given up, the latest first, or those that wait.", new() { IsPaged = true });
        group.MapPost("/webhook-deliveries/replay", ReplayAllAsync).AddEndpointFilter(change).AddEndpointFilter(once).Named("ReplayDeliveries", "Delivers again all that were given up.");
        group.MapPost("/webhook-deliveries/{id}/replay", ReplayAsync).AddEndpointFilter(change).AddEndpointFilter(once)
            .Named("ReplayDelivery", "Delivers one again that was given up, with the id that it had.");
    }

    private async Task<JsonHttpResult<IReadOnlyList<WebhookView>>> ListAsync(CancellationToken cancellationToken)
    {
        var queued = await CountAsync("queued", cancellationToken);
        var dead = await CountAsync("dead", cancellationToken);
        return TypedResults.Json<IReadOnlyList<WebhookView>>(
            [.. options.Webhooks.Select(endpoint => WebhookView.Of(endpoint, queued.GetValueOrDefault(endpoint.Name), dead.GetValueOrDefault(endpoint.Name)))], V2Json.Options);
    }

    private Task<JsonHttpResult<IReadOnlyList<DeliveryView>>> DeliveriesAsync(string? status, HttpContext context, CancellationToken cancellationToken) =>
        Listing.OfAsync(context, webhooks.ListAsync(status, cancellationToken), DeliveryView.Of, cancellationToken);

    private async Task<JsonHttpResult<ReplayView>> TestAsync(string name, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Json(new ReplayView([await webhooks.TestAsync(name, context.Caller(), cancellationToken)]), V2Json.Options);

    private async Task<JsonHttpResult<ReplayView>> ReplayAsync(string id, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Json(new ReplayView(await webhooks.ReplayAsync(id, context.Caller(), cancellationToken)), V2Json.Options);

    private async Task<JsonHttpResult<ReplayView>> ReplayAllAsync(string? endpoint, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Json(new ReplayView(await webhooks.ReplayAllAsync(endpoint, context.Caller(), cancellationToken)), V2Json.Options);

    private async Task<Dictionary<string, int>> CountAsync(string status, CancellationToken cancellationToken) =>
        (await webhooks.ListAsync(status, cancellationToken).Select(delivery => delivery.Endpoint).ToListAsync(cancellationToken))
            .CountBy(endpoint => endpoint).ToDictionary();
}
