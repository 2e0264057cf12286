using Ham4Db.Functions.Clusters;
using Ham4Db.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.Health;

/// <summary>What load balancers and orchestrators of containers ask. They have no credentials, and learn no more than one word.</summary>
internal sealed class HealthEndpoints(FleetStore store)
{
    /// <summary>Maps them.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/health/live", ["GET", "HEAD"], () => TypedResults.Text("live\n")).WithName("IsLive").WithSummary("The process answers.");
        endpoints.MapMethods("/health/ready", ["GET", "HEAD"], ReadyAsync).WithName("IsReady").WithSummary("The store can be read, so that the service can do its work.");
    }

    private async Task<ContentHttpResult> ReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await store.GetGlobalSwitchAsync(cancellationToken);
            return TypedResults.Text("ready\n");
        }
        catch (StoreUnavailableException)
        {
            return TypedResults.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
