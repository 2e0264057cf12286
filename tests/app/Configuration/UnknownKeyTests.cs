using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

public sealed class UnknownKeyTests : IDisposable
{
    private const string KeysOfHam4DBAndOrchestrator = """
        AccessTokenExpiryMinutes AccessTokenUseExpirySeconds AgentPollMinutes AgentSSLCAFile AgentSSLCertFile AgentSSLPrivateKeyFile AgentSSLSkipVerify
        AgentSSLValidOUs AgentsServerPort AgentsUseMutualTLS AgentsUseSSL ApplyMySQLPromotionAfterMasterFailover AuditLogFile AuditPurgeDays AuditToBackendDB
        AuditToSyslog AuthUserHeader AuthenticationMethod AutoDiscover AutoPseudoGTID BackendDB BackendDBHost BackendDBPassword BackendDBPort BackendDBUser
        BackendDatabase BinlogEventsChunkSize BufferInstanceWrites CandidateInstanceExpireMinutes ClusterNameToAlias CoMasterRecoveryMustPromoteOtherCoMaster
        ConnectTimeoutSeconds ConnectionLifetimeSeconds ConsulAclToken ConsulAddress ConsulCrossDataCenterDistribution ConsulKVStoreProvider
        ConsulMaxKVsPerTransaction ConsulScheme DataCenterPattern Debug DefaultInstancePort DefaultRaftPort DelayMasterPromotionIfSQLThreadNotUpToDate
        DetachLostReplicasAfterMasterFailover DetachLostSlavesAfterMasterFailover DetectClusterAliasQuery DetectClusterDomainQuery DetectDataCenterQuery
        DetectEnvironmentQuery DetectInstanceAliasQuery DetectPhysicalEnvironmentQuery DetectPromotionRuleQuery DetectPseudoGTIDQuery DetectRegionQuery
        DetectSemiSyncEnforcedQuery DiscoverByShowSlaveHosts DiscoveryCollectionRetentionSeconds DiscoveryIgnoreHostnameFilters
        DiscoveryIgnoreMasterHostnameFilters DiscoveryIgnoreReplicaHostnameFilters DiscoveryMaxConcurrency DiscoveryQueueCapacity
        DiscoveryQueueMaxStatisticsSize DiscoverySeeds EnableAdaptor EnableSyslog EnforceExactSemiSyncReplicas EnvironmentPattern
        ExpectFailureAnalysisConcensus ExpiryHostnameResolvesMinutes FailMasterPromotionIfSQLThreadNotUpToDate FailMasterPromotionOnLagMinutes
        FailureDetectionPeriodBlockMinutes GraphiteAddr GraphiteConvertHostnameDotsToUnderscores GraphitePath GraphitePollSeconds HTTPAdvertise
        HTTPAuthPassword HTTPAuthUser HostnameResolveMethod InstanceBulkOperationsWaitTimeoutSeconds InstanceFlushIntervalMilliseconds InstancePollSeconds
        InstancePoolExpiryMinutes InstanceWriteBufferSize KVClusterMasterPrefix ListenAddress ListenSocket MasterFailoverDetachReplicaMasterHost
        MasterFailoverDetachSlaveMasterHost MasterFailoverLostInstancesDowntimeMinutes MaxConcurrentReplicaOperations MaxPoolConnections MonitorType
        MySQLConnectTimeoutSeconds MySQLConnectionLifetimeSeconds MySQLCredentialsConfigFile MySQLDiscoveryReadTimeoutSeconds MySQLHostnameResolveMethod
        MySQLOrchestratorCredentialsConfigFile MySQLOrchestratorDatabase MySQLOrchestratorHost MySQLOrchestratorMaxPoolConnections MySQLOrchestratorPassword
        MySQLOrchestratorPort MySQLOrchestratorReadTimeoutSeconds MySQLOrchestratorRejectReadOnly MySQLOrchestratorSSLCAFile MySQLOrchestratorSSLCertFile
        MySQLOrchestratorSSLPrivateKeyFile MySQLOrchestratorSSLSkipVerify MySQLOrchestratorUseMutualTLS MySQLOrchestratorUser MySQLReadTimeoutSeconds
        MySQLRejectReadOnly MySQLSSLCAFile MySQLSSLCertFile MySQLSSLPrivateKeyFile MySQLSSLSkipVerify MySQLTopologyCredentialsConfigFile MySQLTopologyPassword
        MySQLTopologyReadTimeoutSeconds MySQLTopologySSLCAFile MySQLTopologySSLCertFile MySQLTopologySSLPrivateKeyFile MySQLTopologySSLSkipVerify
        MySQLTopologyUseMixedTLS MySQLTopologyUseMutualTLS MySQLTopologyUser MySQLUseMutualTLS MysqlTopologyPassword MysqlTopologyUser OAuthClientId
        OAuthClientSecret OAuthScopes OSCIgnoreHostnameFilters OnFailureDetectionProcesses PanicIfDifferentDatabaseDeploy PhysicalEnvironmentPattern
        PostFailoverProcesses PostGracefulTakeoverProcesses PostIntermediateMasterFailoverProcesses PostMasterFailoverProcesses PostTakeMasterProcesses
        PostUnsuccessfulFailoverProcesses PostponeReplicaRecoveryOnLagMinutes PostponeSlaveRecoveryOnLagMinutes PowerAuthGroups PowerAuthUsers
        PreFailoverProcesses PreGracefulTakeoverProcesses PreventCrossDataCenterMasterFailover PreventCrossRegionMasterFailover ProblemIgnoreHostnameFilters
        ProcessesShellCommand PromotionIgnoreHostnameFilters PseudoGTIDMonotonicHint PseudoGTIDPattern PseudoGTIDPatternIsFixedSubstring RaftAdvertise
        RaftBind RaftDataDir RaftEnabled RaftNodes ReadOnly ReasonableInstanceCheckSeconds ReasonableLockedSemiSyncMasterSeconds
        ReasonableMaintenanceReplicationLagSeconds ReasonableReplicationLagSeconds RecoverIntermediateMasterClusterFilters RecoverLockedSemiSyncMaster
        RecoverMasterClusterFilters RecoverNonWriteableMaster RecoveryIgnoreHostnameFilters RecoveryPeriodBlockMinutes RecoveryPeriodBlockSeconds
        ReduceReplicationAnalysisCount RegionPattern RejectHostnameResolvePattern RemoveTextFromHostnameDisplay ReplicationCredentialsQuery
        ReplicationLagQuery SQLite3DataFile SSLCAFile SSLCertFile SSLPrivateKeyFile SSLSkipVerify SSLValidOUs SeedAcceptableBytesDiff
        SeedWaitSecondsBeforeSend ServeAgentsHttp SkipBinlogEventsContaining SkipBinlogServerUnresolveCheck SkipDatabaseUpdate SkipMaxScaleCheck
        SkipOrchestratorDatabaseUpdate SlaveLagQuery SnapshotTopologiesIntervalHours StaleSeedFailMinutes StatusEndpoint StatusOUVerify StatusSimpleHealth
        SupportFuzzyPoolHostnames TLSCacheTTLFactor URLPrefix UnseenAgentForgetHours UnseenInstanceForgetHours UseMutualTLS UseSSL UseSuperReadOnly
        VerifyReplicationFilters WebMessage ZkAddress
        """;

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("InstancePolSeconds", "InstancePollSeconds")]
    [InlineData("InstnacePollSeconds", "InstancePollSeconds")]
    [InlineData("PollSeconds", null)]
    [InlineData("discovery_seeds", "DiscoverySeeds")]
    [InlineData("ReplicaLagQuery", "ReplicationLagQuery")]
    [InlineData("RaftNode", "RaftNodes")]
    [InlineData("Debugg", "Debug")]
    [InlineData("SlaveLagQuerry", "SlaveLagQuery")]
    [InlineData("Xyzzy", null)]
    [InlineData("", null)]
    public void An_unknown_key_is_a_warning_with_the_nearest_known_one(string written, string? nearest)
    {
        var note = Assert.Single(_folder.LoadText($"{{\n\"{written}\": 1 }}").Notes, note => note.Level == ConfigurationNoteLevel.Warning);
        Assert.EndsWith("given.json:2", note.Place);
        Assert.StartsWith($"{written} is not a key", note.Text);
        Assert.Equal(nearest is not null, note.Text.Contains("did you mean"));
        if (nearest is not null) Assert.EndsWith($"did you mean {nearest}?", note.Text);
    }

    [Fact]
    public void An_unknown_setting_is_a_warning_too()
    {
        var note = Assert.Single(_folder.Load(null, ("Ham4Db:DiscoverySeed:0", "a")).Notes);
        Assert.Equal((ConfigurationNoteLevel.Warning, "setting Ham4Db__DiscoverySeed"), (note.Level, note.Place));
        Assert.EndsWith("did you mean DiscoverySeeds?", note.Text);
    }

    [Theory]
    [InlineData("RaftEnabled", "true", ConfigurationNoteLevel.Information)]
    [InlineData("backenddb", "\"mysql\"", ConfigurationNoteLevel.Information)]
    [InlineData("MySQLOrchestratorPassword", "\"hunter2\"", ConfigurationNoteLevel.Information)]
    [InlineData("SSLSkipVerify", "true", ConfigurationNoteLevel.Information)]
    [InlineData("PreFailoverProcesses", "[]", ConfigurationNoteLevel.Information)]
    [InlineData("PreFailoverProcesses", "[\"fence.sh\"]", ConfigurationNoteLevel.Warning)]
    [InlineData("ApplyMySQLPromotionAfterMasterFailover", "true", ConfigurationNoteLevel.Information)]
    [InlineData("ApplyMySQLPromotionAfterMasterFailover", "false", ConfigurationNoteLevel.Warning)]
    public void A_key_that_is_not_in_force_is_told_with_the_reason_and_louder_where_it_is_missed(string key, string value, ConfigurationNoteLevel level)
    {
        var note = Assert.Single(_folder.LoadText($$"""{ "{{key}}": {{value}} }""").Notes, note => note.Key == key);
        Assert.Equal(level, note.Level);
        Assert.StartsWith($"{key} has no effect: ", note.Text);
        Assert.DoesNotContain("hunter2", note.Text);
    }

    [Fact]
    public void Every_key_of_Ham4DB_and_orchestrator_is_known()
    {
        var keys = KeysOfHam4DBAndOrchestrator.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        Assert.True(keys.Length > 200);
        Assert.Equal([], keys.Where(key => OptionKey.Find(key) is null && !KnownKeys.All.ContainsKey(key)));
    }

    [Fact]
    public void No_key_is_both_in_force_and_not() => Assert.Equal([], OptionKey.Names.Where(KnownKeys.All.ContainsKey));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("abc", "abd", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("abc", "acb", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_counts_letters_added_dropped_replaced_or_swapped(string left, string right, int distance)
    {
        Assert.Equal(distance, NearestName.Distance(left, right));
        Assert.Equal(distance, NearestName.Distance(right, left));
    }
}
