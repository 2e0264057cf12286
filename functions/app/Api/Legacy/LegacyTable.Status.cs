using Ham4Db.Functions.Api.Legacy.Calls;

namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths about the service itself.</summary>
internal sealed partial class LegacyTable
{
    /// <summary>The health of the service, which may have a path of its own.</summary>
    public LegacyRoute Health => Read("health", status.HealthAsync);

    private IReadOnlyList<LegacyRoute> Status =>
    [
        Health,
        Read("status", status.HealthAsync),
        Read("lb-check", StatusCalls.OkAsync),
        Read("_ping", StatusCalls.OkAsync),
        Read("leader-check/{errorStatusCode?}", StatusCalls.OkAsync),
        Read("routed-leader-check/{errorStatusCode?}", StatusCalls.OkAsync),
        Read("headers", StatusCalls.HeadersAsync),
    ];
}
