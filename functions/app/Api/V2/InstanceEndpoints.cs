using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Resources about single instances.</summary>
internal sealed class InstanceEndpoints(TopologyOperations operations, ErrantReports errants, FleetLookup lookup, FleetStore store)
{
    private const string DryRun = "dryRun";
    private const string Below = "below";

    /// <summary>The errant transactions of an instance.</summary>
    public async Task<JsonHttpResult<ErrantReport>> ErrantAsync(string instance, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Json(await errants.ReadAsync(await FindAsync(instance, context, cancellationToken), cancellationToken), V2Json.Options);

    /// <summary>Plans or runs an operation on an instance.</summary>
    public async Task<IResult> RunAsync(string instance, string kind, HttpContext context, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var key = await FindAsync(instance, context, cancellationToken);
        var below = query[Below].ToString() is { Length: > 0 } text ? await FindAsync(text, context, cancellationToken) : (InstanceKey?)null;
        var arguments = query.Where(q => q.Key is not (DryRun or Below)).ToDictionary(q => q.Key, q => q.Value.ToString());
        var request = await operations.RequestAsync(kind, key, below, "", arguments, cancellationToken);
        if (query[DryRun].ToString().Equals("true", StringComparison.OrdinalIgnoreCase))
            return TypedResults.Json(await operations.PlanAsync(request, cancellationToken), V2Json.Options);
        var record = await operations.RunAsync(request, context.Caller(), cancellationToken);
        return TypedResults.Json(OperationDetail.Of(record, await store.GetStepsAsync(record.Uid, cancellationToken)), V2Json.Options);
    }

    private Task<InstanceKey> FindAsync(string address, HttpContext context, CancellationToken cancellationToken) =>
        lookup.FigureAsync(address, EngineSegment.Of(context), cancellationToken);
}
