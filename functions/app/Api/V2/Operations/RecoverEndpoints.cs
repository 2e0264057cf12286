using Ham4Db.Core.Planning;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Calls;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Operations;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Api.V2.Operations;

/// <summary>Recoveries that a person asks for.</summary>
internal sealed class RecoverEndpoints(Recoveries recoveries, OperationAnswers answers, FleetReader reader, FleetLookup lookup)
{
    public async Task<IResult> RecoverAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var body = await V2Body.ReadAsync(context.Request, "{\"instance\":\"host:port\",\"candidate\":\"host:port\"}", new RecoverBody(null, null), cancellationToken);
        var cluster = await ClusterAsync(id, context, cancellationToken);
        var failed = await KeyAsync(body.Instance, context, cancellationToken) ?? cluster.Primary ?? throw OperationException.Refused($"Cluster {cluster.Name} has no known primary; name an instance.");
        var candidate = await KeyAsync(body.Candidate, context, cancellationToken);
        if ((await lookup.EnsureKnownAsync(failed, cancellationToken)).ClusterId != cluster.ClusterId) throw OperationException.Refused($"{failed} is not an instance of cluster {cluster.Name}.");
        return await StartAsync(
            cluster, view => WhatIf.Fails(view, failed), recoveries.RecoverAsync(failed, candidate, context.Caller(), cancellationToken), context, cancellationToken);
    }

    public async Task<IResult> TakeOverAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var body = await V2Body.ReadAsync(context.Request, "{\"to\":\"host:port\"} or {\"auto\":true}", new TakeoverBody(null, Auto: false), cancellationToken);
        var cluster = await ClusterAsync(id, context, cancellationToken);
        var to = await KeyAsync(body.To, context, cancellationToken);
        return await StartAsync(
            cluster,
            view => WhatIf.TakesOver(view, to, choose: body.Auto),
            recoveries.TakeOverAsync(cluster, to, body.Auto, context.Caller(), cancellationToken),
            context,
            cancellationToken);
    }

    public async Task<IResult> ForceAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var body = await V2Body.ReadAsync(context.Request, "{\"candidate\":\"host:port\"}", new ForceFailoverBody(null), cancellationToken);
        var cluster = await ClusterAsync(id, context, cancellationToken);
        var candidate = await KeyAsync(body.Candidate, context, cancellationToken);
        return await StartAsync(
            cluster,
            view => WhatIf.Fails(view, view.Primary?.Key ?? throw OperationException.Refused($"Cluster {cluster.Name} has no known primary.")),
            recoveries.ForceAsync(cluster, candidate, context.Caller(), cancellationToken),
            context,
            cancellationToken);
    }

    private async Task<IResult> StartAsync(
        ClusterRecord cluster, Func<ClusterView, RecoveryPlan> plan, Task<AcceptedOperation> wanted, HttpContext context, CancellationToken cancellationToken)
    {
        var accepted = await wanted;
        if (DryRun.IsAsked(context.Request)) return TypedResults.Json(plan(await reader.ReadAsync(cluster, cancellationToken)), V2Json.Options);
        var started = await recoveries.StartAsync(accepted, CallKey.UidOf(context), context.Caller(), cancellationToken);
        return await answers.StartedAsync(context, started.Uid, WaitChoice.None, cancellationToken);
    }

    private Task<ClusterRecord> ClusterAsync(string id, HttpContext context, CancellationToken cancellationToken) =>
        lookup.FindClusterAsync(id, EngineSegment.Of(context), cancellationToken);

    private async Task<InstanceKey?> KeyAsync(string? address, HttpContext context, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(address) ? null : await lookup.FigureAsync(address, EngineSegment.Of(context), cancellationToken);
}
