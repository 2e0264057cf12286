using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.V2.Calls;
using Ham4Db.Functions.Api.V2.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.V2.Agents;

/// <summary>Resources about agents, and what agents report.</summary>
internal sealed class AgentResources(
    AgentRegistration registration, AgentDirectory directory, AgentWarnings warnings, AgentDetails details, FleetLookup lookup, FleetReader reader, Audit audit, ChangeFilter change, OnceFilter once)
{
    private const string Example =
        """{"engine":"postgresql","address":"10.0.0.11","port":5432,"agentPort":15000,"tls":true,"nodeName":"db1","clusterName":"orders","agentVersion":"1.0.0","intervalSeconds":10,"selfFencingSeconds":0}""";

    /// <summary>Maps them.</summary>
    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/agents", ListAsync).Named("ListAgents", "Agents beside instances, as they last reported.", new() { Answer = typeof(IReadOnlyList<AgentView>), IsPaged = true }).FilteredByCluster().OfOwnClusters();
        group.MapPost("/agents", ReportAsync).AddEndpointFilter(change).AddEndpointFilter(once)
            .Named("ReportAgent", "The heartbeat of an agent: it makes the agent known, and the instance beside it.", new() { Answer = typeof(HeartbeatView), Body = typeof(AgentBody) });
        group.MapGet("/agents/{agent}", GetAsync).Named("GetAgent", "An agent.");
        group.MapDelete("/agents/{agent}", ForgetAsync).AddEndpointFilter(change).AddEndpointFilter(once)
            .Named("ForgetAgent", "Forgets an agent; one that lives makes itself known again.", new() { Status = 204 });
    }

    private async Task<JsonHttpResult<IReadOnlyList<AgentView>>> ListAsync(string? cluster, string? state, HttpContext context, CancellationToken cancellationToken)
    {
        var wanted = string.IsNullOrEmpty(state) ? (AgentState?)null : state.ToLowerInvariant() switch
        {
            "live" => AgentState.Live,
            "lost" => AgentState.Lost,
            _ => throw OperationException.Invalid($"'{state}' is no state of an agent; use live or lost."),
        };
        var engine = EngineSegment.Of(context);
        var clusterId = string.IsNullOrEmpty(cluster) ? null : (await lookup.FindClusterAsync(cluster, engine, cancellationToken)).ClusterId;
        var seen = clusterId is null ? await V2Scope.SeenAsync(reader, context, cancellationToken) : null;
        var all = await details.AllAsync(cancellationToken);
        return Listing.Of<AgentView>(context, [.. all.Where(agent => (engine is null || agent.Engine == EngineSegment.Word(engine.Value)) && (wanted is null || agent.State == wanted) && (clusterId is null || agent.ClusterId == clusterId) && (seen is null || (agent.ClusterId is { } id && seen.Contains(id))))]);
    }

    private async Task<JsonHttpResult<AgentView>> GetAsync(string agent, CancellationToken cancellationToken) =>
        TypedResults.Json(await details.FindAsync(agent, cancellationToken), V2Json.Options);

    private async Task<IResult> ReportAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var body = await V2Body.ReadOpenAsync<AgentBody>(context.Request, Example, cancellationToken);
        var report = new AgentReport
        {
            Engine = EngineOf(body.Engine),
            Address = Given("address", body.Address).Trim('[', ']'),
            Port = Given("port", body.Port),
            AgentPort = Given("agentPort", body.AgentPort),
            UsesTls = body.Tls ?? false,
            NodeName = body.NodeName ?? "",
            ClusterName = body.ClusterName ?? "",
            Version = body.AgentVersion ?? "",
            IntervalSeconds = Given("intervalSeconds", body.IntervalSeconds),
            SelfFencingSeconds = body.SelfFencingSeconds ?? 0,
        };
        var agent = await registration.RegisterAsync(report, context, cancellationToken);
        return TypedResults.Json(new HeartbeatView(agent.Report.Id, warnings.SelfFencing(agent.Report)), V2Json.Options);
    }

    private async Task<IResult> ForgetAsync(string agent, HttpContext context, CancellationToken cancellationToken)
    {
        var found = await details.FindAsync(agent, cancellationToken);
        await directory.ForgetAsync(found.Id, cancellationToken);
        await audit.WriteAsync("forget-agent", found.ClusterId ?? "", found.Instance, context.Caller(), $"The agent at {found.Id} was forgotten.", cancellationToken);
        return TypedResults.NoContent();
    }

    private static DatabaseEngine EngineOf(string? word)
    {
        foreach (var engine in Enum.GetValues<DatabaseEngine>())
            if (EngineSegment.Word(engine) == word) return engine;
        throw OperationException.Invalid($"'engine' is {(word is null ? "missing" : $"'{word}'")}; allowed: {string.Join(", ", Enum.GetValues<DatabaseEngine>().Select(EngineSegment.Word))}.");
    }

    private static string Given(string name, string? value) => value ?? throw Missing(name);

    private static T Given<T>(string name, T? value)
        where T : struct => value ?? throw Missing(name);

    private static OperationException Missing(string name) => OperationException.Invalid($"'{name}' is missing; a heartbeat is such as {Example}");
}
