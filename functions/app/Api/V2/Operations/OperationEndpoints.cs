using Ham4Db.Core.Operations;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Calls;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2.Operations;

/// <summary>Resources about operations on topologies, and about all that was asked for.</summary>
internal sealed class OperationEndpoints(TopologyOperations operations, OperationRuns runs, OperationAnswers answers, FleetLookup lookup, Audit audit, TimeProvider time)
{
    private const string Example = "{\"kind\":\"relocate\",\"instance\":\"host:port\",\"below\":\"host:port\"}";

    private static readonly string[] Named = ["kind", "instance", "below", "pattern"];

    public async Task<JsonHttpResult<OperationPlan>> PlanAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var body = new OperationBody(
            query["kind"], query["instance"], query["below"], query["pattern"], query.Where(q => !Named.Contains(q.Key)).ToDictionary(q => q.Key, q => q.Value.ToString()));
        return TypedResults.Json(await operations.PlanAsync(await RequestAsync(id, body, context, cancellationToken), cancellationToken), V2Json.Options);
    }

    public async Task<IResult> RunAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var request = await RequestAsync(id, await V2Body.ReadAsync<OperationBody>(context.Request, Example, none: null, cancellationToken), context, cancellationToken);
        if (DryRun.IsAsked(context.Request)) return TypedResults.Json(await operations.PlanAsync(request, cancellationToken), V2Json.Options);
        var accepted = await operations.StartAsync(request, CallKey.UidOf(context), context.Caller(), cancellationToken);
        return await answers.StartedAsync(context, accepted.Uid, WaitChoice.None, cancellationToken);
    }

    public async Task<JsonHttpResult<IReadOnlyList<OperationRecord>>> ListAsync(string? cluster, string? kind, string? actor, HttpContext context, CancellationToken cancellationToken)
    {
        var id = string.IsNullOrEmpty(cluster) ? null : (await lookup.FindClusterAsync(cluster, EngineSegment.Of(context), cancellationToken)).ClusterId;
        var rows = operations.ReadAsync(cancellationToken)
            .Where(o => (id is null || o.ClusterId == id) && (string.IsNullOrEmpty(kind) || o.Request.Kind == kind) && (string.IsNullOrEmpty(actor) || o.Actor == actor));
        return await Listing.OfAsync(context, rows, operation => operation, cancellationToken);
    }

    public Task<IResult> GetAsync(string uid, HttpContext context, CancellationToken cancellationToken) => answers.ReadAsync(context, uid, cancellationToken);

    public async Task<IResult> CancelAsync(string uid, HttpContext context, CancellationToken cancellationToken)
    {
        var caller = context.Caller();
        var run = await runs.FindAsync(uid, caller.Client, cancellationToken) ?? throw OperationException.NotFound($"There is no operation {uid}.");
        var cancel = new CancelOperation(uid, new OperationCancel(caller.Actor, time.GetUtcNow()));
        var reason = await Decide.AskAsync<string>(caller.Client, run.Accepted.ClusterId, nameof(ClusterEntity.CancelOperation), cancel, cancellationToken);
        if (reason is { Length: > 0 }) throw new OperationException(OperationError.NotCancellable, $"{uid} is not cancelled. {reason}");
        await audit.WriteAsync("cancel-operation", run.Accepted.ClusterId, run.Accepted.Instance, caller, $"{run.Accepted.Kind} {uid} was cancelled.", cancellationToken);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        return await answers.ReadAsync(context, uid, cancellationToken);
    }

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
