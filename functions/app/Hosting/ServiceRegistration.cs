using Ham4Db.Agents;
using Ham4Db.Core.Ports;
using Ham4Db.Engines.MySql;
using Ham4Db.Engines.OpenGauss;
using Ham4Db.Engines.PostgreSql;
using Ham4Db.Engines.PostgreSql.SetBack;
using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Alerts;
using Ham4Db.Functions.Api;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Hosts;
using Ham4Db.Functions.Operations;
using Ham4Db.Functions.Probing;
using Ham4Db.Functions.Probing.Shards;
using Ham4Db.Functions.PseudoGtid;
using Ham4Db.Functions.Publishing;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Telemetry;
using Ham4Db.Functions.Upkeep;
using Ham4Db.Functions.Upkeep.History;
using Ham4Db.Functions.Upkeep.KeyValues;
using Ham4Db.Functions.Upkeep.Purging;
using Ham4Db.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ham4Db.Functions.Hosting;

/// <summary>Registers everything that the function classes ask for; the same on every host.</summary>
public static class ServiceRegistration
{
    /// <summary>Registers Ham4Db with options that were made in code.</summary>
    public static IServiceCollection AddHam4Db(this IServiceCollection services, Ham4DbOptions options) => services.AddHam4Db(new ConfigurationState(options));

    /// <summary>Registers Ham4Db with the given configuration.</summary>
    public static IServiceCollection AddHam4Db(this IServiceCollection services, ConfigurationState configuration)
    {
        var options = configuration.Options;
        services.AddSingleton(options);
        services.AddSingleton(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => TableStoreFactory.Open(StoreConnection(options)));
        services.AddSingleton(_ => new AllowList(options.DiscoveryAllowedHosts));
        services.AddSingleton(provider => MySqlEngineSettings.From(options, provider.GetRequiredService<AllowList>()) with
        {
            ReplicationAddress = (source, cancellationToken) => provider.GetRequiredService<ReplicationNames>().ForReplicasAsync(source, cancellationToken),
        });
        services.AddSingleton<IDatabaseEngine, MySqlEngine>();
        services.AddSingleton(provider => PostgreSqlEngineSettings.From(options, provider.GetRequiredService<AllowList>()));
        services.AddSingleton<PostgreSqlSetBack>();
        services.AddSingleton<IDatabaseEngine>(provider => new PostgreSqlEngine(
            provider.GetRequiredService<PostgreSqlEngineOptions>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PostgreSqlEngine>>(),
            provider.GetRequiredService<PostgreSqlSetBack>(),
            new AgentControl(OpenGaussAgent.Protocol.Engine.Postgresql, provider.GetRequiredService<AgentClient>(), provider.GetRequiredService<IAgentDirectory>())));
        services.AddSingleton(provider => new AgentClient(AgentSettings.From(options, provider.GetRequiredService<AllowList>())));
        services.AddSingleton<IDatabaseEngine>(provider => new OpenGaussEngine(
            provider.GetRequiredService<AgentClient>(),
            new ExpectedAgents(provider.GetRequiredService<IAgentDirectory>(), options),
            OpenGaussEngineSettings.From(options),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OpenGaussEngine>>()));
        services.AddSingleton<EngineRegistry>();
        services.AddSingleton<FleetStore>();
        services.AddSingleton<ServiceMetrics>();
        services.TryAddSingleton<IHostQueues, UntoldQueues>();
        services.AddSingleton<TopologyReader>();
        services.AddSingleton<TopologySnapshots>();
        services.AddSingleton<PrimaryPublisher>();
        services.AddSingleton<Caretaker>();
        services.AddSingleton<Purge>();
        services.AddSingleton<ProbeMeasurements>();
        services.TryAddSingleton<INameService, SystemNameService>();
        services.AddSingleton<HostNames>();
        services.AddSingleton<ReplicationNames>();
        services.AddSingleton<ProbeLimit>();
        services.AddSingleton<ProbeRequests>();
        services.AddSingleton<Discovery>();
        services.AddSingleton<ClusterTending>();
        services.AddSingleton<WatchServices>();
        services.AddSingleton<ClusterWatchFactory>();
        services.AddSingleton(Shard.Whole);
        services.AddSingleton<Prober>();
        services.TryAddSingleton<IShardQueue, NoShardQueue>();
        services.AddSingleton<ShardBoard>();
        services.AddSingleton<ShardProbers>();
        services.AddSingleton<ShardProbing>();
        services.AddSingleton<SideWork>();
        services.AddSingleton<RecoveryTimeline>();
        services.AddSingleton<RecoveryGuard>();
        services.AddSingleton<ReplicationRestarter>();
        services.AddSingleton<ReplicationCredentialSource>();
        services.AddSingleton<PseudoGtidMatching>();
        services.AddSingleton<CommonPlace>();
        services.AddSingleton<ApplierWait>();
        services.AddSingleton<LossCount>();
        services.AddSingleton<SelfFencingWait>();
        services.AddSingleton<RejoinByPosition>();
        services.AddSingleton<RejoinBySetBack>();
        services.AddSingleton<RejoinOldPrimary>();
        services.AddSingleton<ReplicaMover>();
        services.AddSingleton<InstanceRepair>();
        services.AddSingleton<LostReplicaDetacher>();
        services.AddSingleton<RepointReplicas>();
        services.AddAgents();
        services.AddAlerts();
        services.AddPublishing();
        services.AddOperations();
        return services.AddApi();
    }

    private static string StoreConnection(Ham4DbOptions options) =>
        options.Storage == "sqlite" ? "sqlite:" + Path.Combine(options.DataFolder, "fleet.db") : options.Storage;
}
