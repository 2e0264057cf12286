using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Api.Operations;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>Finds what paths and filters of a request name.</summary>
internal static class V2Scope
{
    /// <summary>The clusters that a filter leaves: the one that it names, or all that the caller may see.</summary>
    /// <exception cref="OperationException">There is no such cluster.</exception>
    public static async Task<IReadOnlyList<ClusterView>> ViewsAsync(FleetReader reader, FleetLookup lookup, string? cluster, HttpContext context, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(cluster)
            ? [.. (await reader.ReadAllAsync(EngineSegment.Of(context), cancellationToken)).Where(view => context.Sees(view.Record))]
            : [await reader.ReadAsync(await lookup.FindClusterAsync(cluster, EngineSegment.Of(context), cancellationToken), cancellationToken)];

    /// <summary>Ids of the clusters that the caller may see; null for those who may see all, and what is of none.</summary>
    public static async Task<IReadOnlySet<string>?> SeenAsync(FleetReader reader, HttpContext context, CancellationToken cancellationToken) => context.SeesAll()
        ? null
        : (await reader.ListAsync(engine: null, cancellationToken)).Where(context.Sees).Select(cluster => cluster.ClusterId).ToHashSet(StringComparer.Ordinal);

    /// <summary>The known instance at an address.</summary>
    /// <exception cref="OperationException">It is no address, or there is no such instance.</exception>
    public static async Task<KnownInstance> InstanceAsync(FleetLookup lookup, string address, HttpContext context, CancellationToken cancellationToken) =>
        await lookup.ReadInstanceAsync(await lookup.FigureAsync(address, EngineSegment.Of(context), cancellationToken), cancellationToken);
}
