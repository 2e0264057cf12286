using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Calls;
using Ham4Db.Functions.Api.V2.Operations;
using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>Has a former primary set back that does not rejoin by itself, because something would be discarded.</summary>
internal sealed class RejoinResources(FleetLookup lookup, EngineRegistry engines, AgentDirectory agents, Audit audit, ChangeFilter change, OnceFilter once)
{
    /// <summary>Maps it.</summary>
    public void Map(RouteGroupBuilder group) =>
        group.MapPost("/instances/{instance}/rejoin", RejoinAsync).AddEndpointFilter(change).AddEndpointFilter(once)
            .Named("Rejoin", "Sets a former primary back as a standby, whatever it alone has. With dryRun it only says what that is.", new() { Answer = typeof(RejoinView), Status = 202, Query = [DryRun.Query] });

    private async Task<IResult> RejoinAsync(string instance, HttpContext context, CancellationToken cancellationToken)
    {
        var known = await V2Scope.InstanceAsync(lookup, instance, context, cancellationToken);
        var key = known.Key;
        if (known.Cluster.State.Demoted.FirstOrDefault(d => d.Matches(known.Member.Snapshot)) is not { } demoted)
            throw OperationException.Refused($"{key} is no former primary that waits to rejoin.");
        if (engines.For(key).SetBack is not { } setBack)
            throw OperationException.Refused($"{key} rejoins by itself when it has no transactions of its own; GET /api/v2/instances/{key}/errant shows them, and the ways out.");
        await agents.RefreshAsync(cancellationToken);
        if (setBack.WhyNot(demoted.Key) is { } reason) throw OperationException.Refused(reason);
        var view = new RejoinView(key, known.Cluster.Topology.Primary?.Key, demoted.ErrantGtidSet, demoted.Problem, IsAccepted: false);
        if (DryRun.IsAsked(context.Request)) return TypedResults.Json(view, V2Json.Options);
        var approval = new ApproveRejoin(demoted.Key, CallKey.UidOf(context));
        var clusterId = known.Cluster.Record.ClusterId;
        if (!await Decide.AskAsync<bool>(context.Caller().Client, clusterId, nameof(ClusterEntity.ApproveRejoin), approval, cancellationToken))
            throw OperationException.Refused($"{key} has rejoined meanwhile.");
        await audit.WriteAsync("approve-rejoin", clusterId, key, context.Caller(), $"{key} is to be set back, whatever it alone has: {demoted.ErrantGtidSet ?? "not known"}.", cancellationToken);
        return TypedResults.Json(view with { IsAccepted = true }, V2Json.Options, statusCode: StatusCodes.Status202Accepted);
    }
}
