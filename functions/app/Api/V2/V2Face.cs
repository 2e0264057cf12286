using System.Text.Json.Nodes;
using Ham4Db.Core.Operations;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Api.Snapshots;
using Ham4Db.Functions.Api.V2.Agents;
using Ham4Db.Functions.Api.V2.Calls;
using Ham4Db.Functions.Api.V2.Documentation;
using Ham4Db.Functions.Api.V2.Events;
using Ham4Db.Functions.Api.V2.Operations;
using Ham4Db.Functions.Api.V2.Resources;
using Ham4Db.Functions.Clusters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.V2;

/// <summary>The second interface: resources, typed results, problem details.</summary>
internal sealed class V2Face(
    ClusterEndpoints clusters,
    RecoveryEndpoints recoveries,
    OperationEndpoints operations,
    RecoverEndpoints recover,
    InstanceEndpoints instances,
    DecisionEndpoints decisions,
    SettingsEndpoints settings,
    TagEndpoints tags,
    PoolEndpoints pools,
    HistoryEndpoints history,
    KeyValueEndpoints keyValues,
    ConfigurationEndpoints configuration,
    EventsEndpoint events,
    DocumentationEndpoints documentation,
    MeEndpoint me,
    WebhookResources webhooks,
    AlertResources alerts,
    SnapshotEndpoint snapshot,
    RoleResources roles,
    AgentResources agents,
    RejoinResources rejoin,
    MeasurementResources measurements,
    WorkResources work,
    ChangeFilter change,
    OnceFilter once)
{
    private static readonly EndpointDoc Ending = new() { Status = 204 };
    private static readonly EndpointDoc Acknowledging = new() { Answer = typeof(AcknowledgedView), Body = typeof(CommentBody) };

    /// <summary>Maps every resource.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/v2");
        group.MapGet("/me", me.Get).Named("WhoAmI", "Who the caller is, and what they may do.");
        MapClusters(group);
        MapInstances(group);
        MapHistory(group);
        group.MapGet("/settings", settings.GetAsync).Named("GetSettings", "What is set for all clusters.", new() { Answer = typeof(SettingsView), IsVersioned = true }).OfOwnClusters();
        Changing(group.MapPost("/settings", settings.ChangeAsync)).Named("ChangeSettings", "Switches automatic recoveries off or on everywhere.", new() { Answer = typeof(SettingsView), Body = typeof(SettingsBody), IsVersioned = true });
        group.MapGet("/events", events.StreamAsync).Named("FollowEvents", "Live changes, as server-sent events.", new() { MediaType = "text/event-stream" }).FilteredByCluster().OfOwnClusters();
        group.MapGet("/openapi.json", documentation.Document).Named("GetOpenApi", "This description, as an OpenAPI document.", new() { Answer = typeof(JsonObject), IsVersioned = true });
        group.MapGet("/docs", documentation.Page).Named("GetDocs", "This description, as a page.", new() { MediaType = "text/html", IsVersioned = true });
        documentation.Describe(endpoints);
        group.MapGet("/kv", keyValues.ListAsync).Named("ListKeys", "Keys under which the present primaries are found.");
        group.MapGet("/kv/{**key}", keyValues.GetAsync).Named("GetKey", "The value of a key.");
        webhooks.Map(group);
        alerts.Map(group);
        roles.Map(group);
        agents.Map(group);
        rejoin.Map(group);
        measurements.Map(group);
        work.Map(group);
        group.MapGet("/configuration", configuration.Get).Named("GetConfiguration", "Every key in force, and what of the files has no effect.");
    }

    private void MapClusters(RouteGroupBuilder group)
    {
        group.MapGet("/clusters", clusters.ListAsync).Named("ListClusters", "All clusters.", new() { Answer = typeof(IReadOnlyList<ClusterSummary>), IsPaged = true, IsVersioned = true }).OfOwnClusters();
        group.MapGet("/clusters/{id}", clusters.GetAsync).Named("GetCluster", "A cluster: instances, findings, decisions.", new() { Answer = typeof(ClusterDetail), IsVersioned = true });
        group.MapGet("/clusters/{id}/topology", clusters.TopologyAsync).Named("GetTopology", "A cluster as a tree.", new() { Answer = typeof(TopologyView), IsVersioned = true });
        group.MapGet("/clusters/{id}/plan", clusters.PlanAsync).Named("PlanRecovery", "What a recovery would do: if an instance were dead, or a planned takeover.");
        group.MapGet("/clusters/{id}/history", history.GetAsync).Named("GetHistory", "When a cluster changed, newest first; or what it looked like at a time.", new() { Answer = typeof(HistoryView), Or = typeof(PastTopologyView) });
        group.MapGet("/clusters/{id}/tags", tags.OfClusterAsync).Named("ListTagsOfCluster", "The instances of a cluster that have tags, with their tags.", new() { Answer = typeof(IReadOnlyList<TaggedView>), IsPaged = true });
        group.MapGet("/clusters/{id}/pools", pools.OfClusterAsync).Named("ListPoolsOfCluster", "The instances of a cluster that are in pools, by pool.");
        group.MapGet("/clusters/{id}/settings", settings.GetOfClusterAsync).Named("GetClusterSettings", "What is set for a cluster.", new() { Answer = typeof(ClusterSettings), IsVersioned = true });
        Changing(group.MapPost("/clusters/{id}/settings", settings.ChangeOfClusterAsync)).Named("ChangeClusterSettings", "Switches automatic recoveries of a cluster off or on, or gives it an alias.", new() { Answer = typeof(ClusterSettings), Body = typeof(ClusterSettingsBody), IsVersioned = true });
        group.MapGet("/clusters/{id}/operations/plan", operations.PlanAsync).Named("PlanOperation", "What an operation would do. Changes nothing.", new() { Query = ["kind", "instance", "below", "pattern"] });
        Changing(group.MapPost("/clusters/{id}/operations", operations.RunAsync)).Named("RunOperation", "Starts an operation on a cluster's topology.", Starting<OperationPlan>(typeof(OperationBody)));
        Changing(group.MapPost("/clusters/{id}/recover", recover.RecoverAsync)).Named("Recover", "Starts the recovery that the analysis of an instance calls for, whatever blocks automatic ones.", Starting<RecoveryPlan>(typeof(RecoverBody), isOptional: true));
        Changing(group.MapPost("/clusters/{id}/takeover", recover.TakeOverAsync)).Named("TakeOver", "Starts a planned takeover: a healthy primary hands over.", Starting<RecoveryPlan>(typeof(TakeoverBody), isOptional: true));
        Changing(group.MapPost("/clusters/{id}/force-failover", recover.ForceAsync)).Named("ForceFailover", "Starts a failover though the primary may live: it is fenced first.", Starting<RecoveryPlan>(typeof(ForceFailoverBody), isOptional: true));
        Changing(group.MapPost("/clusters/{id}/acknowledge", recoveries.AcknowledgeClusterAsync)).Named("AcknowledgeCluster", "Acknowledges all recoveries of a cluster, which ends the block on further automatic ones.", Acknowledging);
        Changing(group.MapPost("/clusters/{id}/forget", instances.ForgetClusterAsync)).Named("ForgetCluster", "Forgets all instances of a cluster.", Ending);
        group.MapGet("/analysis", clusters.AnalysisAsync).Named("ListFindings", "What is wrong in all clusters.", new() { Answer = typeof(IReadOnlyList<FindingView>), IsPaged = true, IsVersioned = true }).FilteredByCluster().OfOwnClusters();
        group.MapGet("/snapshot", snapshot.GetAsync).Named("TakeSnapshot", "What analysis and planning know, of all clusters or of one, to be looked at without a service. Holds no credentials.").FilteredByCluster();
        group.MapGet("/pools", pools.ListAsync).Named("ListPools", "All pools.", new() { IsPaged = true });
        Changing(group.MapPost("/pools", pools.SubmitAsync)).Named("SubmitPool", "Submits a pool, in place of one of the same name.", new() { Answer = typeof(InstancePool), Body = typeof(PoolBody) });
        Changing(group.MapDelete("/pools/{name}", pools.RemoveAsync)).Named("RemovePool", "Ends a pool.", Ending);
    }

    private void MapInstances(RouteGroupBuilder group)
    {
        group.MapGet("/instances", clusters.InstancesAsync).Named("ListInstances", "All instances.", new() { Answer = typeof(IReadOnlyList<InstanceView>), IsPaged = true, IsVersioned = true }).FilteredByCluster().OfOwnClusters();
        Changing(group.MapPost("/instances", instances.DiscoverAsync)).Named("Discover", "Probes an instance and makes it known, with all that it leads to.", new() { Answer = typeof(InstanceView), Body = typeof(DiscoverBody), Status = 201 });
        group.MapGet("/instances/{instance}", clusters.InstanceAsync).Named("GetInstance", "An instance.", new() { Answer = typeof(InstanceView) });
        Changing(group.MapDelete("/instances/{instance}", instances.ForgetAsync)).Named("ForgetInstance", "Forgets an instance.", Ending);
        group.MapGet("/instances/{instance}/errant", instances.ErrantAsync).Named("GetErrantTransactions", "The errant transactions of an instance, read from its binary logs, and the ways out as dry runs.");
        Changing(group.MapPost("/instances/{instance}/{kind}", instances.RunAsync)).Named("OperateInstance", "Operates on an instance and waits for the end: fence-writes, set-read-only and so on.", new() { Answer = typeof(OperationResource), Plan = typeof(OperationPlan), Starts = true, Query = ["below"] });
        group.MapGet("/instances/{instance}/downtime", decisions.DowntimeAsync).Named("GetDowntime", "The downtime of an instance.", new() { Answer = typeof(DowntimeView), IsVersioned = true });
        Changing(group.MapPost("/instances/{instance}/downtime", decisions.BeginDowntimeAsync)).Named("BeginDowntime", "Begins a downtime, or replaces the one that runs.", new() { Answer = typeof(DowntimeView), Body = typeof(DowntimeBody), IsVersioned = true });
        Changing(group.MapDelete("/instances/{instance}/downtime", decisions.EndDowntimeAsync)).Named("EndDowntime", "Ends a downtime.", new() { Status = 204, IsVersioned = true });
        Changing(group.MapPost("/instances/{instance}/maintenance", decisions.BeginMaintenanceAsync)).Named("BeginMaintenance", "Begins a maintenance.", new() { Answer = typeof(MaintenanceRecord), Body = typeof(MaintenanceBody), Status = 201 });
        Changing(group.MapDelete("/instances/{instance}/maintenance", decisions.EndMaintenanceAsync)).Named("EndMaintenance", "Ends a maintenance.", Ending);
        Changing(group.MapPost("/instances/{instance}/candidate", decisions.RegisterCandidateAsync)).Named("RegisterCandidate", "Says how willing one is to see an instance promoted.", new() { Answer = typeof(CandidateView), Body = typeof(CandidateBody) });
        group.MapGet("/instances/{instance}/tags", tags.ListAsync).Named("ListTags", "Tags of an instance.", new() { IsPaged = true });
        Changing(group.MapPost("/instances/{instance}/tags", tags.PutAsync)).Named("PutTag", "Puts a tag on an instance, in place of one of the same name.", new() { Answer = typeof(TagView), Body = typeof(TagBody) });
        Changing(group.MapDelete("/instances/{instance}/tags/{name}", tags.RemoveAsync)).Named("RemoveTag", "Takes a tag off an instance.", Ending);
        group.MapGet("/downtimes", decisions.DowntimesAsync).Named("ListDowntimes", "Downtimes that run.", new() { IsPaged = true }).FilteredByCluster();
        group.MapGet("/maintenance", decisions.MaintenanceAsync).Named("ListMaintenance", "Maintenance that runs.", new() { IsPaged = true }).FilteredByCluster();
        group.MapGet("/candidates", decisions.CandidatesAsync).Named("ListCandidates", "Promotion rules that are registered.", new() { IsPaged = true }).FilteredByCluster();
        group.MapGet("/tags", tags.FindAsync).Named("FindTagged", "Instances by their tags.", new() { IsPaged = true });
    }

    private void MapHistory(RouteGroupBuilder group)
    {
        group.MapGet("/recoveries", recoveries.ListAsync).Named("ListRecoveries", "Recoveries, newest first.", new() { IsPaged = true }).FilteredByCluster().OfOwnClusters();
        Changing(group.MapPost("/recoveries/acknowledge", recoveries.AcknowledgeAllAsync)).Named("AcknowledgeAll", "Acknowledges all recoveries.", Acknowledging);
        group.MapGet("/recoveries/{uid}", recoveries.GetAsync).Named("GetRecovery", "A recovery and its timeline.");
        Changing(group.MapPost("/recoveries/{uid}/acknowledge", recoveries.AcknowledgeAsync)).Named("AcknowledgeRecovery", "Acknowledges a recovery, which ends the block on further automatic ones.", Acknowledging);
        group.MapGet("/operations", operations.ListAsync).Named("ListOperations", "Operations, newest first.", new() { IsPaged = true }).FilteredByCluster();
        group.MapGet("/operations/{uid}", operations.GetAsync).Named("GetOperation", "Something that was asked for and what became of it.", new() { Answer = typeof(OperationResource), Query = ["wait"] });
        Changing(group.MapPost("/operations/{uid}/cancel", operations.CancelAsync)).Named("CancelOperation", "Cancels an operation: it makes no further step, and brings to an end what it has begun.", new() { Answer = typeof(OperationResource), Status = 202 });
        group.MapGet("/detections", recoveries.DetectionsAsync).Named("ListDetections", "Findings that were registered, newest first.", new() { IsPaged = true }).FilteredByCluster();
        group.MapGet("/analysis/changes", recoveries.ChangesAsync).Named("ListAnalysisChanges", "When the analysis began to say something else of an instance, newest first.", new() { Answer = typeof(IReadOnlyList<AnalysisChangeView>), IsPaged = true }).FilteredByCluster();
        group.MapGet("/audit", recoveries.AuditAsync).Named("ListAudit", "What was changed, and by whom, newest first.", new() { IsPaged = true }).FilteredByCluster();
    }

    private static EndpointDoc Starting<TPlan>(Type body, bool isOptional = false) =>
        new() { Answer = typeof(OperationResource), Plan = typeof(TPlan), Body = body, IsBodyOptional = isOptional, Starts = true };

    private RouteHandlerBuilder Changing(RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(change).AddEndpointFilter(once);
}
