using Ham4Db.Functions.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.V2;

/// <summary>The second interface: resources, typed results, problem details.</summary>
internal sealed class V2Face(
    ClusterEndpoints clusters,
    RecoveryEndpoints recoveries,
    OperationEndpoints operations,
    InstanceEndpoints instances,
    HistoryEndpoints history,
    KeyValueEndpoints keyValues,
    ConfigurationEndpoints configuration,
    MeEndpoint me,
    WebhookResources webhooks,
    Ham4DbOptions options)
{
    /// <summary>Maps every resource.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/v2");
        group.MapGet("/me", me.Get).WithName("WhoAmI").WithSummary("Who the caller is, and what they may do.");
        group.MapGet("/clusters", clusters.ListAsync).WithName("ListClusters").WithSummary("All clusters.");
        group.MapGet("/clusters/{id}", clusters.GetAsync).WithName("GetCluster").WithSummary("A cluster: instances, findings, decisions.");
        group.MapGet("/clusters/{id}/plan", clusters.PlanAsync).WithName("PlanRecovery")
            .WithSummary("What a recovery would do: ?failed=host:port if that primary were dead, ?takeover=host:port or auto for a planned takeover.");
        group.MapGet("/clusters/{id}/history", history.GetAsync).WithName("GetHistory")
            .WithSummary("When a cluster changed, newest first, ?until= a time, ?size= rows; or what it looked like ?at= a time.");
        group.MapGet("/instances", clusters.InstancesAsync).WithName("ListInstances").WithSummary("All instances.");
        group.MapGet("/instances/{instance}/errant", instances.ErrantAsync).WithName("GetErrantTransactions")
            .WithSummary("The errant transactions of an instance (host:port), read from its binary logs, and the ways out as dry runs.");
        group.MapPost("/instances/{instance}/{kind}", instances.RunAsync).AddEndpointFilter(new ChangeFilter(options)).WithName("OperateInstance")
            .WithSummary("Operates on an instance (host:port) and waits for the end: /fence-writes, /set-read-only and so on; ?dryRun=true shows the plan, further values are arguments.");
        group.MapGet("/recoveries", recoveries.ListAsync).WithName("ListRecoveries")
            .WithSummary("Recoveries, newest first; ?cluster= of one cluster, ?page= from 0, ?size= rows of a page.");
        group.MapGet("/recoveries/{uid}", recoveries.GetAsync).WithName("GetRecovery").WithSummary("A recovery and its timeline.");
        group.MapGet("/clusters/{id}/operations/plan", operations.PlanAsync).WithName("PlanOperation")
            .WithSummary("What an operation would do: ?kind=relocate&instance=host:port&below=host:port&pattern=regex. Changes nothing.");
        group.MapPost("/clusters/{id}/operations", operations.RunAsync).AddEndpointFilter(new ChangeFilter(options)).WithName("RunOperation")
            .WithSummary("Runs an operation and waits for its end: {\"kind\":\"relocate\",\"instance\":\"host:port\",\"below\":\"host:port\"}.");
        group.MapGet("/operations", operations.ListAsync).WithName("ListOperations")
            .WithSummary("Operations, newest first; ?cluster= of one cluster, ?page= from 0, ?size= rows of a page.");
        group.MapGet("/operations/{uid}", operations.GetAsync).WithName("GetOperation").WithSummary("An operation and its steps.");
        group.MapGet("/kv", keyValues.ListAsync).WithName("ListKeys").WithSummary("Keys under which the present primaries are found; ?prefix= that begin so.");
        group.MapGet("/kv/{**key}", keyValues.GetAsync).WithName("GetKey").WithSummary("The value of a key.");
        webhooks.Map(group);
        group.MapGet("/configuration", configuration.Get).WithName("GetConfiguration").WithSummary("Every key in force, and what of the files has no effect.");
    }
}
