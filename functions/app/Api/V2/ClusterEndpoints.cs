using Ham4Db.Core.Planning;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Resources about clusters and instances.</summary>
internal sealed class ClusterEndpoints(FleetReader reader, FleetLookup lookup, FleetStore store, Ham4DbOptions options)
{
    private const string Choose = "auto";

    public async Task<JsonHttpResult<IReadOnlyList<ClusterSummary>>> ListAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var views = await reader.ReadAllAsync(EngineSegment.Of(context), cancellationToken);
        return TypedResults.Json<IReadOnlyList<ClusterSummary>>([.. views.Select(ClusterSummary.Of)], V2Json.Options);
    }

    public async Task<JsonHttpResult<ClusterDetail>> GetAsync(string id, HttpContext context, CancellationToken cancellationToken)
    {
        var view = await FindAsync(id, context, cancellationToken);
        var global = await store.GetGlobalSwitchAsync(cancellationToken);
        return TypedResults.Json(ClusterDetail.Of(view, global), V2Json.Options);
    }

    public async Task<JsonHttpResult<IReadOnlyList<InstanceView>>> InstancesAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var views = await reader.ReadAllAsync(EngineSegment.Of(context), cancellationToken);
        return TypedResults.Json<IReadOnlyList<InstanceView>>([.. views.SelectMany(v => v.Instances).Select(InstanceView.Of)], V2Json.Options);
    }

    public async Task<JsonHttpResult<RecoveryPlan>> PlanAsync(string id, string? failed, string? takeover, HttpContext context, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(failed) == string.IsNullOrEmpty(takeover))
            throw OperationException.Invalid("Give one of: failed=host:port (what if that primary were dead), takeover=host:port or takeover=auto (what a planned takeover would do).");
        var view = await FindAsync(id, context, cancellationToken);
        var plan = failed is { Length: > 0 }
            ? WhatIf.Fails(view, Parse(failed, view))
            : WhatIf.TakesOver(view, takeover == Choose ? null : Parse(takeover!, view));
        return TypedResults.Json(plan, V2Json.Options);
    }

    private async Task<ClusterView> FindAsync(string id, HttpContext context, CancellationToken cancellationToken) => await reader.ReadAsync(
        await lookup.FindClusterAsync(id, EngineSegment.Of(context), cancellationToken), cancellationToken);

    private InstanceKey Parse(string text, ClusterView view)
    {
        var engine = view.Topology.Members.Keys.Select(key => key.Engine).FirstOrDefault();
        return InstanceKey.TryParse(text, engine, options.DefaultInstancePort, out var key)
            ? key
            : throw OperationException.Invalid($"'{text}' is not an address; use host:port.");
    }
}
