using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.V2;

/// <summary>A webhook as it is configured, without its secrets.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Url">Its address without the path, which may be a secret.</param>
/// <param name="Format">Form of the body.</param>
/// <param name="Events">What it is told; empty for everything that does not wait for an answer.</param>
/// <param name="Clusters">Of which clusters; empty for all.</param>
/// <param name="OnError">What happens when it should be asked and gives no answer.</param>
/// <param name="TimeoutSeconds">Seconds to wait for an answer.</param>
/// <param name="MaxAttempts">Attempts after which a delivery is given up.</param>
/// <param name="IsSigned">Requests are signed.</param>
/// <param name="Queued">Deliveries that wait.</param>
/// <param name="Dead">Deliveries that were given up.</param>
internal sealed record WebhookView(
    string Name,
    string Url,
    string Format,
    IReadOnlyList<string> Events,
    IReadOnlyList<string> Clusters,
    string OnError,
    int TimeoutSeconds,
    int MaxAttempts,
    bool IsSigned,
    int Queued,
    int Dead)
{
    public static WebhookView Of(WebhookEndpoint endpoint, int queued, int dead) => new(
        endpoint.Name,
        endpoint.ShownUrl,
        endpoint.Format,
        endpoint.Events,
        endpoint.Clusters,
        endpoint.OnError,
        endpoint.TimeoutSeconds,
        endpoint.MaxAttempts,
        endpoint.Secrets.Count > 0,
        queued,
        dead);
}
