namespace Ham4Db.Functions.Configuration;

/// <summary>Keys of Ham4DB and orchestrator that are understood but not in force, each with the reason. Whose absence somebody could rely on without noticing is told as a warning.</summary>
public static class KnownKeys
{
    private static readonly string[] Nothing = ["", "false", "[]"];

    /// <summary>All of them; upper and lower case are the same.</summary>
    public static IReadOnlyDictionary<string, KnownKey> All { get; } = new (KnownKey Key, string Names)[]
    {
        (new("tables are kept where Storage says, and there is no backend database to run or to connect to"),
            """
            BackendDB SQLite3DataFile SkipDatabaseUpdate SkipOrchestratorDatabaseUpdate PanicIfDifferentDatabaseDeploy DatabaselessMode__experimental
            MaxPoolConnections BackendDatabase BackendDBHost BackendDBPort BackendDBUser BackendDBPassword MySQLCredentialsConfigFile
            MySQLSSLPrivateKeyFile MySQLSSLCertFile MySQLSSLCAFile MySQLSSLSkipVerify MySQLUseMutualTLS MySQLReadTimeoutSeconds MySQLRejectReadOnly
            MySQLOrchestratorHost MySQLOrchestratorPort MySQLOrchestratorDatabase MySQLOrchestratorUser MySQLOrchestratorPassword
            MySQLOrchestratorCredentialsConfigFile MySQLOrchestratorSSLPrivateKeyFile MySQLOrchestratorSSLCertFile MySQLOrchestratorSSLCAFile
            MySQLOrchestratorSSLSkipVerify MySQLOrchestratorUseMutualTLS MySQLOrchestratorReadTimeoutSeconds MySQLOrchestratorRejectReadOnly
            MySQLOrchestratorMaxPoolConnections InstanceWriteBufferSize BufferInstanceWrites InstanceFlushIntervalMilliseconds
            """),
        (new("no nodes elect a leader: what must run once is a durable instance of one id, and managers that watch the same databases share one Storage"),
            "RaftEnabled RaftBind RaftAdvertise RaftDataDir DefaultRaftPort RaftNodes ExpectFailureAnalysisConcensus HTTPAdvertise ActiveNodeExpireSeconds"),
        (new("orchestrator never implemented oauth; AuthenticationMethod oidc with OidcAuthority and OidcAudiences is what it was meant to be"),
            "OAuthClientId OAuthClientSecret OAuthScopes"),
        (new("tokens stand in AccessTokens and are not issued"), "AccessTokenUseExpirySeconds AccessTokenExpiryMinutes"),
        (new("what needs no role, such as /health/live and /api/lb-check, is answered without a certificate, and nothing else"), "StatusOUVerify"),
        (new("the service's own certificate is checked by those who call it"), "SSLSkipVerify"),
        (Hook("detection"), "OnFailureDetectionProcesses"),
        (Hook("pre-graceful-takeover"), "PreGracefulTakeoverProcesses"),
        (Hook("pre-failover"), "PreFailoverProcesses"),
        (Hook("post-failover"), "PostFailoverProcesses"),
        (Hook("post-unsuccessful-failover"), "PostUnsuccessfulFailoverProcesses"),
        (Hook("post-primary-failover"), "PostMasterFailoverProcesses"),
        (Hook("post-intermediate-failover"), "PostIntermediateMasterFailoverProcesses"),
        (Hook("post-graceful-takeover"), "PostGracefulTakeoverProcesses"),
        (Hook("post-take-primary"), "PostTakeMasterProcesses"),
        (new("no shell is run: Webhooks are called over HTTP"), "ProcessesShellCommand"),
        (new("a new primary is always made writable and detached from its source", ["true"]), "ApplyMySQLPromotionAfterMasterFailover"),
        (new("a new primary always forgets its source, so that nothing is left to detach"), "MasterFailoverDetachSlaveMasterHost MasterFailoverDetachReplicaMasterHost"),
        (new("topologies are always followed upwards and downwards; DiscoveryIgnore filters say where not"), "AutoDiscover"),
        (new("every engine that is built in is served"), "EnableAdaptor"),
        (new("probes are bounded by DiscoveryMaxConcurrency and need no queue, cache or pool of their own"),
            """
            DiscoveryQueueCapacity DiscoveryQueueMaxStatisticsSize ReasonableInstanceCheckSeconds DiscoveryPollSeconds
            RecoveryPollSeconds TLSCacheTTLFactor ConnectionLifetimeSeconds MySQLConnectionLifetimeSeconds MySQLTopologyMaxPoolConnections
            InstanceBulkOperationsWaitTimeoutSeconds ReduceReplicationAnalysisCount ReadLongRunningQueries
            SlaveStartPostWaitMilliseconds
            """),
        (new("each replica is matched by itself, which is safe and needs no choice"), "PseudoGTIDPreferIndependentMultiMatch"),
        (new("who begins a maintenance says who owns it"), "MaintenanceOwner"),
        (new("a maintenance that has ended is kept in the audit alone, for AuditPurgeDays"), "MaintenancePurgeDays"),
        (new("audit rows are kept in Storage, and the log goes where the host sends it"), "AuditLogFile AuditToSyslog AuditToBackendDB AuditPageSize EnableSyslog"),
        (new("the service listens on TCP, at ListenAddress, and tells its health in one form"), "ListenSocket StatusSimpleHealth"),
        (new("the user interface does not need it"), "RemoveTextFromHostnameDisplay WebMessage"),
        (new("the keys of a cluster are one transaction, and there are never more than six"), "ConsulKVStoreProvider ConsulMaxKVsPerTransaction"),
        (new("ZooKeeper is not written: Consul and etcd are, and keys are read over the API", ["", "false"]), "ZkAddress"),
        (new("metrics are read at /metrics or sent by OpenTelemetry"), "MonitorType GraphiteAddr GraphitePath GraphiteConvertHostnameDotsToUnderscores GraphitePollSeconds"),
        (new("orchestrator-agent and its seeds are not supported: copies are made with the clone plugin or a backup tool"),
            """
            ServeAgentsHttp AgentsServerPort AgentsUseSSL AgentsUseMutualTLS AgentSSLSkipVerify AgentSSLPrivateKeyFile AgentSSLCertFile AgentSSLCAFile
            AgentSSLValidOUs AgentPollMinutes StaleSeedFailMinutes SeedAcceptableBytesDiff SeedWaitSecondsBeforeSend
            """),
    }
        .SelectMany(group => group.Names.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries), (group, name) => (Name: name, group.Key))
        .ToDictionary(pair => pair.Name, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    private static KnownKey Hook(string point) => new($"no shell command is run: an address in Webhooks with the event {point} is called over HTTP, with the placeholders as fields", Nothing);

    internal static void Report(ConfigurationEntry entry, ConfigurationReport report)
    {
        if (All.TryGetValue(entry.Key, out var known) && known.IsMissed(entry.Value))
            report.Warn(entry.Place, entry.Key, $"{entry.Key} has no effect: {known.Reason}.");
        else if (known is not null)
            report.Inform(entry.Place, entry.Key, $"{entry.Key} has no effect: {known.Reason}.");
        else if (NearestName.Find(entry.Key, OptionKey.Names.Concat(All.Keys)) is { } nearest)
            report.Warn(entry.Place, entry.Key, $"{entry.Key} is not a key that Ham4Db knows; did you mean {nearest}?");
        else
            report.Warn(entry.Place, entry.Key, $"{entry.Key} is not a key that Ham4Db knows.");
    }
}
