using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Problems;
using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.V2;

/// <summary>What load balancers ask: 200 where traffic may be sent, 503 with the reason where not.</summary>
internal sealed class RoleResources(FleetLookup lookup, FleetReader reader, Ham4DbOptions options)
{
    private const string MaxLag = "max-lag";
    private const int MaxMaxLag = 86_400;

    private static readonly string[] Methods = ["GET", "HEAD"];

    /// <summary>Maps them.</summary>
    public void Map(RouteGroupBuilder group)
    {
        group.MapMethods("/clusters/{id}/primary", Methods, OfClusterAsync).WithMetadata(LoadBalancerCheck.Mark)
            .Named("GetPrimary", "The primary of a cluster: 200 only where exactly one instance takes writes and was seen a moment ago, else 503.", new() { Answer = typeof(RoleView) });
        group.MapMethods("/instances/{instance}/primary", Methods, IsPrimaryAsync).WithMetadata(LoadBalancerCheck.Mark)
            .Named("IsPrimary", "200 where the instance (host:port) is that primary, else 503.", new() { Answer = typeof(RoleView) });
        group.MapMethods("/instances/{instance}/replica", Methods, IsReplicaAsync).WithMetadata(LoadBalancerCheck.Mark)
            .Named("IsReplica", "200 where the instance (host:port) replicates and lags by no more than ?max-lag= seconds, else 503.", new() { Answer = typeof(RoleView), Query = [MaxLag] });
    }

    private async Task OfClusterAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var record = await lookup.FindClusterAsync(id, EngineSegment.Of(context), cancellationToken);
        await AnswerAsync(context, RoleChecks.Primary(await reader.ReadAsync(record, cancellationToken)), cancellationToken);
    }

    private async Task IsPrimaryAsync(string instance, HttpContext context, CancellationToken cancellationToken) =>
        await AnswerAsync(context, RoleChecks.Primary(await FindAsync(instance, context, cancellationToken)), cancellationToken);

    private async Task IsReplicaAsync(string instance, HttpContext context, CancellationToken cancellationToken)
    {
        var maxLag = Numbers.Parse(MaxLag, context.Request.Query[MaxLag], options.ReasonableReplicationLagSeconds, 0, MaxMaxLag);
        await AnswerAsync(context, RoleChecks.Replica(await FindAsync(instance, context, cancellationToken), maxLag), cancellationToken);
    }

    private async Task<KnownInstance> FindAsync(string instance, HttpContext context, CancellationToken cancellationToken) =>
        await lookup.ReadInstanceAsync(await lookup.FigureAsync(instance, EngineSegment.Of(context), cancellationToken), cancellationToken);

    private static Task AnswerAsync(HttpContext context, RoleCheck check, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        return check.Instance is { } key
            ? context.Response.WriteAsJsonAsync(new RoleView(key, key.ToString()), V2Json.Options, cancellationToken)
            : V2Problem.WriteAsync(context, ProblemKinds.NotInRole, check.Problem);
    }
}
