using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>Resources about pools.</summary>
internal sealed class PoolEndpoints(Pools pools, FleetReader reader, FleetLookup lookup)
{
    public async Task<JsonHttpResult<IReadOnlyList<InstancePool>>> ListAsync(HttpContext context, CancellationToken cancellationToken) =>
        Listing.Of(context, await pools.ListAsync(cancellationToken));

    public async Task<JsonHttpResult<IReadOnlyDictionary<string, IReadOnlyList<InstanceKey>>>> OfClusterAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var cluster = await lookup.FindClusterAsync(id, EngineSegment.Of(context), cancellationToken);
        return TypedResults.Json(await pools.OfClusterAsync(await reader.ReadAsync(cluster, cancellationToken), name: "", cancellationToken), V2Json.Options);
    }

    public async Task<IResult> SubmitAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await V2Body.ReadAsync<PoolBody>(context.Request, "{\"name\":\"readers\",\"instances\":[\"host:port\"]}", none: null, cancellationToken);
        if (body.Instances is not { Count: > 0 } instances || instances.Any(address => address is null)) throw OperationException.Invalid("Give the instances of the pool; to end a pool, delete it.");
        await pools.SubmitAsync(body.Name ?? "", instances, EngineSegment.Of(context), context.Caller(), cancellationToken);
        return TypedResults.Json((await pools.ListAsync(cancellationToken)).FirstOrDefault(pool => pool.Name == body.Name), V2Json.Options);
    }

    public async Task<IResult> RemoveAsync(string name, HttpContext context, CancellationToken cancellationToken)
    {
        if ((await pools.ListAsync(cancellationToken)).All(pool => pool.Name != name)) throw OperationException.NotFound($"There is no pool {name}.");
        await pools.SubmitAsync(name, [], engine: null, context.Caller(), cancellationToken);
        return TypedResults.NoContent();
    }
}
