using Ham4Db.Functions.Api.Legacy;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.Access;

/// <summary>
/// Which role each endpoint needs: the first line that is about it says so, and what no line is about is refused to everybody. A path of the older interfaces changes
/// something if its own table says so; anywhere else, everything but GET does.
/// </summary>
internal static class AccessTable
{
    private static readonly AccessRow[] Rows =
    [
        // Load balancers and orchestrators of containers have no credentials, and learn nothing but that the service is there.
        new("/health/live", null, AccessRole.None),
        new("/health/ready", null, AccessRole.None),
        new("/api/_ping", null, AccessRole.None),
        new("/api/lb-check", null, AccessRole.None),
        new("/api/leader-check", null, AccessRole.None),
        new("/api/routed-leader-check", null, AccessRole.None),

        // The page itself is the same for everybody and tells nothing of the fleet: what it shows it asks of the API, and there a token can be typed into it.
        new("/", false, AccessRole.None),
        new("/ui", false, AccessRole.None),
        new("/web", false, AccessRole.None),

        // What holds for all clusters, or takes with it what cannot be had back.
        new("/api/enable-global-recoveries", true, AccessRole.Admin),
        new("/api/disable-global-recoveries", true, AccessRole.Admin),
        new("/api/forget-cluster", true, AccessRole.Admin),
        new("/api/reload-configuration", null, AccessRole.Admin),
        new("/api/v2/settings", true, AccessRole.Admin),
        new("/api/v2/clusters/{id}/forget", true, AccessRole.Admin),

        // What agents report. Their credentials are on every database host, and must be good for nothing else.
        new("/api/agent/health", null, AccessRole.Agent),
        new("/api/v2/agents/{agent}", true, AccessRole.Operator),
        new("/api/v2/agents", true, AccessRole.Agent),

        new("/api/v2/me", false, AccessRole.Known),
        new("/metrics", false, AccessRole.Viewer),
        new("/api", false, AccessRole.Viewer),
        new("/api", true, AccessRole.Operator),
    ];

    /// <summary>What an endpoint needs; null where no line is about it.</summary>
    public static AccessNeed? Of(RouteEndpoint endpoint)
    {
        var legacy = endpoint.Metadata.GetMetadata<LegacyRoute>();
        var path = legacy is not null ? "/api/" + legacy.Path : "/" + (endpoint.RoutePattern.RawText ?? "").Trim('/');
        var changes = legacy?.Changes ?? !IsRead(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>());
        return Array.Find(Rows, row => row.IsAbout(path, changes)) is { } row ? new(row.Role, changes) : null;
    }

    private static bool IsRead(IHttpMethodMetadata? methods) => methods is { HttpMethods.Count: > 0 } && methods.HttpMethods.All(method => method is "GET" or "HEAD");
}
