using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2;
using Ham4Db.Functions.Api.V2.Resources;
using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.Snapshots;

/// <summary>Gives what analysis and planning know of all clusters, or of one.</summary>
internal sealed class SnapshotEndpoint(FleetReader reader, FleetLookup lookup, Ham4DbOptions options, TimeProvider time)
{
    public async Task<JsonHttpResult<FleetSnapshot>> GetAsync(string? cluster, HttpContext context, CancellationToken cancellationToken)
    {
        var views = await V2Scope.ViewsAsync(reader, lookup, cluster, context, cancellationToken);
        return TypedResults.Json(
            new FleetSnapshot
            {
                Format = FleetSnapshot.FormatName,
                Version = FleetSnapshot.CurrentVersion,
                TakenAt = time.GetUtcNow(),
                InstancePollSeconds = options.InstancePollSeconds,
                Clusters = [.. views.Select(ClusterSnapshot.Of)],
            },
            V2Json.Options);
    }
}
