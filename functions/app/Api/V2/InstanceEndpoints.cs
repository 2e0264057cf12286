using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Calls;
using Ham4Db.Functions.Api.V2.Operations;
using Ham4Db.Functions.Api.V2.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Resources about single instances.</summary>
internal sealed class InstanceEndpoints(TopologyOperations operations, OperationAnswers answers, ErrantReports errants, Instances known, FleetLookup lookup)
{
    private const string Below = "below";

    private static readonly string[] Named = [Below, DryRun.Query, WaitChoice.Query];

    /// <summary>The errant transactions of an instance.</summary>
    public async Task<JsonHttpResult<ErrantReport>> ErrantAsync(string instance, HttpContext context, CancellationToken cancellationToken) =>
        TypedResults.Json(await errants.ReadAsync(await FindAsync(instance, context, cancellationToken), cancellationToken), V2Json.Options);

    /// <summary>Makes an instance known: now, or with <c>Prefer: respond-async</c> soon.</summary>
    public async Task<IResult> DiscoverAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await V2Body.ReadAsync<DiscoverBody>(context.Request, "{\"instance\":\"host:port\"}", none: null, cancellationToken);
        var key = await FindAsync(Required.Text("instance", body.Instance), context, cancellationToken);
        if (WaitChoice.Of(context, WaitChoice.UntilEnd).Limit == TimeSpan.Zero)
        {
            await known.DiscoverLaterAsync(key, context.Caller(), cancellationToken);
            return TypedResults.StatusCode(StatusCodes.Status202Accepted);
        }

        var found = await known.DiscoverAsync(key, context.Caller(), cancellationToken);
        context.Response.Headers.Location = $"{context.Request.PathBase}/api/v2/instances/{Uri.EscapeDataString(found.Key.ToString())}";
        return TypedResults.Json(InstanceView.Of(found), V2Json.Options, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Forgets an instance.</summary>
    public async Task<IResult> ForgetAsync(string instance, HttpContext context, CancellationToken cancellationToken)
    {
        // As it is written: a part of a name must not be enough to forget somebody.
        var key = await FindAsync(instance, context, cancellationToken);
        if (!string.Equals(key.ToString(), instance, StringComparison.OrdinalIgnoreCase) && !string.Equals(key.Host, instance, StringComparison.OrdinalIgnoreCase))
            throw OperationException.NotFound($"There is no instance {instance}.");
        await known.ForgetAsync(key, context.Caller(), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Forgets all instances of a cluster.</summary>
    public async Task<IResult> ForgetClusterAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        await known.ForgetClusterAsync(await lookup.FindClusterAsync(id, EngineSegment.Of(context), cancellationToken), context.Caller(), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Plans or runs an operation on an instance.</summary>
    public async Task<IResult> RunAsync(string instance, string kind, HttpContext context, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var key = await FindAsync(instance, context, cancellationToken);
        var below = query[Below].ToString() is { Length: > 0 } text ? await FindAsync(text, context, cancellationToken) : (InstanceKey?)null;
        var arguments = query.Where(q => !Named.Contains(q.Key)).ToDictionary(q => q.Key, q => q.Value.ToString());
        var request = await operations.RequestAsync(kind, key, below, "", arguments, cancellationToken);
        if (DryRun.IsAsked(context.Request)) return TypedResults.Json(await operations.PlanAsync(request, cancellationToken), V2Json.Options);
        var accepted = await operations.StartAsync(request, CallKey.UidOf(context), context.Caller(), cancellationToken);
        return await answers.StartedAsync(context, accepted.Uid, WaitChoice.UntilEnd, cancellationToken);
    }

    private Task<InstanceKey> FindAsync(string address, HttpContext context, CancellationToken cancellationToken) =>
        lookup.FigureAsync(address, EngineSegment.Of(context), cancellationToken);
}
