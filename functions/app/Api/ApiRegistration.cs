using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Api.Health;
using Ham4Db.Functions.Api.Legacy;
using Ham4Db.Functions.Api.Legacy.Calls;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.Reading;
using Ham4Db.Functions.Api.Snapshots;
using Ham4Db.Functions.Api.V2;
using Ham4Db.Functions.Api.V2.Agents;
using Ham4Db.Functions.Api.V2.Calls;
using Ham4Db.Functions.Api.V2.Documentation;
using Ham4Db.Functions.Api.V2.Events;
using Ham4Db.Functions.Api.V2.Operations;
using Ham4Db.Functions.Api.V2.Resources;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Telemetry;
using Ham4Db.Functions.Web;
using Ham4Db.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ham4Db.Functions.Api;

/// <summary>Registers the API.</summary>
public static class ApiRegistration
{
    /// <summary>Registers what <see cref="ApiFunction"/> needs beyond the services of probing, clusters and recovery.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services) => services
        .AddSingleton(provider => ChangeFeeds.Of(provider.GetRequiredService<ITableStore>(), EventMaker.Tables, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<FleetModel>()
        .AddSingleton<FleetReader>()
        .AddSingleton<FleetLookup>()
        .AddSingleton<Audit>()
        .AddSingleton<Instances>()
        .AddSingleton<Recoveries>()
        .AddSingleton<RecoveryHistory>()
        .AddSingleton<Decisions>()
        .AddSingleton<OperationRuns>()
        .AddSingleton<TopologyOperations>()
        .AddSingleton<Maintenance>()
        .AddSingleton<Tags>()
        .AddSingleton<Pools>()
        .AddSingleton<DetectionHistory>()
        .AddSingleton<TopologyHistory>()
        .AddSingleton<KeyValues>()
        .AddSingleton<Compatibility>()
        .AddSingleton<CallTargets>()
        .AddSingleton<LegacyBodies>()
        .AddSingleton<OperationCalls>()
        .AddSingleton<RelocationCalls>()
        .AddSingleton<PseudoGtidCalls>()
        .AddSingleton<BinlogReader>()
        .AddSingleton<ErrantReports>()
        .AddSingleton<InstanceOperationCalls>()
        .AddSingleton<RecoveryScope>()
        .AddSingleton<InstanceCalls>()
        .AddSingleton<ClusterCalls>()
        .AddSingleton<AnalysisCalls>()
        .AddSingleton<RecoveryCalls>()
        .AddSingleton<HistoryCalls>()
        .AddSingleton<AcknowledgeCalls>()
        .AddSingleton<DecisionCalls>()
        .AddSingleton<StatusCalls>()
        .AddUpkeepApi()
        .AddAlertsApi()
        .AddSingleton<Naming>()
        .AddSingleton<NamingCalls>()
        .AddSingleton<ConfigurationCalls>()
        .AddSingleton<LegacyTable>()
        .AddSingleton<LegacyFace>()
        .AddSingleton<ClusterEndpoints>()
        .AddSingleton<SnapshotEndpoint>()
        .AddSingleton<RecoveryEndpoints>()
        .AddSingleton<OperationAnswers>()
        .AddSingleton<OperationEndpoints>()
        .AddSingleton<RecoverEndpoints>()
        .AddSingleton<DocumentationEndpoints>()
        .AddSingleton<EventMaker>()
        .AddSingleton<FleetEvents>()
        .AddSingleton<EventsEndpoint>()
        .AddSingleton<DecisionEndpoints>()
        .AddSingleton<SettingsEndpoints>()
        .AddSingleton<TagEndpoints>()
        .AddSingleton<PoolEndpoints>()
        .AddSingleton<ChangeFilter>()
        .AddSingleton<OnceFilter>()
        .AddSingleton<ConfigurationEndpoints>()
        .AddSingleton<InstanceEndpoints>()
        .AddSingleton<MeEndpoint>()
        .AddSingleton<AgentDetails>()
        .AddSingleton<AgentCalls>()
        .AddSingleton<AgentResources>()
        .AddSingleton<RejoinResources>()
        .AddSingleton<MeasurementResources>()
        .AddSingleton<WorkQueues>()
        .AddSingleton<WorkResources>()
        .AddSingleton<V2Face>()
        .AddSingleton<HealthEndpoints>()
        .AddSingleton<FleetGauges>()
        .AddSingleton<MetricsEndpoint>()
        .AddSingleton(_ => new WebFiles(typeof(WebFiles).Assembly))
        .AddSingleton<WebEndpoints>()
        .AddSingleton<OidcKeys>()
        .AddSingleton<Authenticators>()
        .AddSingleton<ClusterLimits>()
        .AddSingleton<AccessControl>()
        .AddSingleton<ApiErrors>()
        .AddSingleton(provider => new ApiPipeline(
            provider.GetRequiredService<LegacyFace>(),
            provider.GetRequiredService<V2Face>(),
            provider.GetRequiredService<HealthEndpoints>(),
            provider.GetRequiredService<MetricsEndpoint>(),
            provider.GetRequiredService<WebEndpoints>(),
            provider.GetRequiredService<ApiErrors>(),
            provider.GetRequiredService<AccessControl>(),
            provider.GetRequiredService<Ham4DbOptions>()));
}
