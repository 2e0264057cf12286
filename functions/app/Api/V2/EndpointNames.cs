using Ham4Db.Functions.Api.V2.Documentation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Names and describes endpoints.</summary>
internal static class EndpointNames
{
    /// <summary>Gives an endpoint its name, a sentence for people, and what else is to be known of it.</summary>
    public static RouteHandlerBuilder Named(this RouteHandlerBuilder endpoint, string name, string summary, EndpointDoc? doc = null) =>
        endpoint.WithName(name).WithSummary(summary).WithMetadata(doc ?? new EndpointDoc());

    /// <summary>Says that a list shows only what is of a cluster where the query names one.</summary>
    public static RouteHandlerBuilder FilteredByCluster(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new ClusterFilterMark());

    /// <summary>Says that a caller whose role holds on some clusters only is answered with what is of these.</summary>
    public static RouteHandlerBuilder OfOwnClusters(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new OwnClustersMark());
}
