using System.Text.Json;
using Ham4Db.Core.Operations;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Resources about operations on topologies.</summary>
internal sealed class OperationEndpoints(TopologyOperations operations, FleetLookup lookup, FleetStore store)
{
    private static readonly string[] Named = ["kind", "instance", "below", "pattern"];

    public async Task<JsonHttpResult<OperationPlan>> PlanAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var body = new OperationBody(
            query["kind"], query["instance"], query["below"], query["pattern"], query.Where(q => !Named.Contains(q.Key)).ToDictionary(q => q.Key, q => q.Value.ToString()));
        return TypedResults.Json(await operations.PlanAsync(await RequestAsync(id, body, context, cancellationToken), cancellationToken), V2Json.Options);
    }

    public async Task<JsonHttpResult<OperationDetail>> RunAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var request = await RequestAsync(id, await ReadBodyAsync(context.Request, cancellationToken), context, cancellationToken);
        return await DescribeAsync(await operations.RunAsync(request, context.Caller(), cancellationToken), cancellationToken);
    }

    public async Task<JsonHttpResult<IReadOnlyList<OperationRecord>>> ListAsync(HttpContext context, string? cluster, string? page, string? size, CancellationToken cancellationToken)
    {
        var paging = Paging.Parse(page, size);
        Func<OperationRecord, bool> isMeant = _ => true;
        if (!string.IsNullOrEmpty(cluster))
        {
            var found = await lookup.FindClusterAsync(cluster, EngineSegment.Of(context), cancellationToken);
            isMeant = operation => operation.ClusterId == found.ClusterId;
        }

        return TypedResults.Json(await operations.ListAsync(isMeant, paging.Page, paging.Size, cancellationToken), V2Json.Options);
    }

    public async Task<JsonHttpResult<OperationDetail>> GetAsync(string uid, CancellationToken cancellationToken) => await DescribeAsync(
        await operations.FindAsync(uid, cancellationToken) ?? throw OperationException.NotFound($"There is no operation {uid}."), cancellationToken);

    private static async Task<OperationBody> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<OperationBody>(request.Body, V2Json.Options, cancellationToken) ?? throw new JsonException("it is null");
        }
        catch (JsonException exception)
        {
            throw OperationException.Invalid(
                $"The body is not an operation such as {{\"kind\":\"relocate\",\"instance\":\"host:port\",\"below\":\"host:port\"}}: {exception.Message}");
        }
    }

    private async Task<JsonHttpResult<OperationDetail>> DescribeAsync(OperationRecord record, CancellationToken cancellationToken) =>
        TypedResults.Json(OperationDetail.Of(record, await store.GetStepsAsync(record.Uid, cancellationToken)), V2Json.Options);

    private async Task<OperationRequest> RequestAsync(string id, OperationBody body, HttpContext context, CancellationToken cancellationToken)
    {
        var cluster = await lookup.FindClusterAsync(id, EngineSegment.Of(context), cancellationToken);
        if (string.IsNullOrEmpty(body.Kind) || string.IsNullOrEmpty(body.Instance))
            throw OperationException.Invalid($"Give a kind ({string.Join(", ", OperationRules.All.Select(r => r.Kind))}) and an instance (host:port).");
        var instance = await lookup.FigureAsync(body.Instance, EngineSegment.Of(context), cancellationToken);
        var target = string.IsNullOrEmpty(body.Below) ? (InstanceKey?)null : await lookup.FigureAsync(body.Below, EngineSegment.Of(context), cancellationToken);
        var request = await operations.RequestAsync(body.Kind, instance, target, body.Pattern ?? "", body.Arguments, cancellationToken);
        return request.ClusterId == cluster.ClusterId ? request : throw OperationException.Refused($"{instance} is not an instance of cluster {cluster.Name}.");
    }
}
