using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.Access;

/// <summary>What a caller may see where an answer is about many clusters.</summary>
internal static class Sight
{
    /// <summary>Whether they may see all clusters, and what is of none.</summary>
    public static bool SeesAll(this HttpContext context) => Identity(context)?.RoleEverywhere >= AccessRole.Viewer;

    /// <summary>Whether they may see a cluster.</summary>
    public static bool Sees(this HttpContext context, ClusterRecord cluster) => Identity(context)?.RoleOn(cluster) >= AccessRole.Viewer;

    private static CallerIdentity? Identity(HttpContext context) => context.Features.Get<Authentication>()?.Identity;
}
