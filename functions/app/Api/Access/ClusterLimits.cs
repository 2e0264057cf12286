using Ham4Db.Functions.Api.Legacy;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2;
using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.Access;

/// <summary>Decides for callers whose role holds on some clusters only: every cluster and instance that the path names must be of one of these, and it must name one.</summary>
internal sealed class ClusterLimits(FleetLookup lookup, FleetStore store)
{
    private const string Host = "host";
    private const string Port = "port";
    private const string Instance = "instance";
    private const string Uid = "uid";
    private const string V2Clusters = "api/v2/clusters/{id}";

    /// <summary>Whether the caller has the role on all that the request is about.</summary>
    public async Task<bool> AllowAsync(CallerIdentity caller, AccessRole role, RouteEndpoint endpoint, HttpContext context)
    {
        try
        {
            var clusters = await TargetsAsync(endpoint, new LegacyCall(context));
            return clusters.Count > 0 && clusters.All(cluster => caller.RoleOn(cluster) >= role);
        }
        catch (OperationException)
        {
            // What is not known is of no cluster of theirs.
            return false;
        }
    }

    private async Task<IReadOnlyList<ClusterRecord>> TargetsAsync(RouteEndpoint endpoint, LegacyCall call)
    {
        var targets = new List<ClusterRecord>();
        foreach (var name in endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name).Where(call.Has))
        {
            if (name.EndsWith(Host, StringComparison.OrdinalIgnoreCase))
                targets.Add(await OfInstanceAsync(call, name, name[..^Host.Length] + (char.IsUpper(name[^Host.Length]) ? "Port" : Port)));
            else if (name == Instance)
                targets.Add(await lookup.FindClusterAsync(await lookup.FigureAsync(call[name], call.Engine, call.Cancellation), call.Cancellation));
            else if (name == Uid && await OfUidAsync(call[name], call.Cancellation) is { } cluster)
                targets.Add(await lookup.FindClusterAsync(cluster, call.Engine, call.Cancellation));
            else if (name is "hint" or "cluster" or "alias" || (name == "id" && IsV2Cluster(endpoint)))
                targets.Add(await lookup.FindClusterAsync(call[name], call.Engine, call.Cancellation));
        }

        // A list of one cluster only shows what is of that cluster.
        if (targets.Count == 0 && endpoint.Metadata.GetMetadata<ClusterFilterMark>() is not null && call.Query(ClusterFilterMark.Name) is { Length: > 0 } filter)
            targets.Add(await lookup.FindClusterAsync(filter, call.Engine, call.Cancellation));
        return targets;
    }

    // An operation or a recovery that was asked for, or one that began by itself.
    private async Task<string?> OfUidAsync(string uid, CancellationToken cancellationToken) =>
        (await store.FindAcceptedAsync(uid, cancellationToken))?.ClusterId ?? (await store.FindRecoveryAsync(uid, cancellationToken))?.ClusterId;

    private async Task<ClusterRecord> OfInstanceAsync(LegacyCall call, string host, string port) =>
        await lookup.FindClusterAsync(await lookup.FigureAsync(call[host], call[port], call.Engine, call.Cancellation), call.Cancellation);

    private static bool IsV2Cluster(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText?.TrimStart('/').StartsWith(V2Clusters, StringComparison.Ordinal) == true;
}
