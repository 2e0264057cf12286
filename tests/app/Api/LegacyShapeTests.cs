using System.Text.Json;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api;

public sealed class LegacyShapeTests(ReadOnlyFleet fleet) : IClassFixture<ReadOnlyFleet>
{
    private const string Instance =
        """
        Key InstanceAlias Uptime ServerID ServerUUID Version VersionComment FlavorName ReadOnly Binlog_format BinlogRowImage LogBinEnabled
        LogSlaveUpdatesEnabled LogReplicationUpdatesEnabled SelfBinlogCoordinates MasterKey MasterUUID AncestryUUID IsDetachedMaster
        Slave_SQL_Running ReplicationSQLThreadRuning Slave_IO_Running ReplicationIOThreadRuning ReplicationSQLThreadState
        ReplicationIOThreadState HasReplicationFilters GTIDMode SupportsOracleGTID UsingOracleGTID UsingMariaDBGTID UsingPseudoGTID
        ReadBinlogCoordinates ExecBinlogCoordinates IsDetached RelaylogCoordinates LastSQLError LastIOError SecondsBehindMaster SQLDelay
        ExecutedGtidSet GtidPurged GtidErrant SlaveLagSeconds ReplicationLagSeconds SlaveHosts Replicas ClusterName SuggestedClusterAlias
        DataCenter Region PhysicalEnvironment ReplicationDepth IsCoMaster HasReplicationCredentials ReplicationCredentialsAvailable
        SemiSyncAvailable SemiSyncPriority SemiSyncMasterEnabled SemiSyncReplicaEnabled SemiSyncMasterTimeout
        SemiSyncMasterWaitForReplicaCount SemiSyncMasterStatus SemiSyncMasterClients SemiSyncReplicaStatus LastSeenTimestamp
        IsLastCheckValid IsUpToDate IsRecentlyChecked SecondsSinceLastSeen CountMySQLSnapshots IsCandidate PromotionRule IsDowntimed
        DowntimeReason DowntimeOwner DowntimeEndTimestamp ElapsedDowntime UnresolvedHostname AllowTLS Problems LastDiscoveryLatency
        ReplicationGroupName ReplicationGroupIsSinglePrimary ReplicationGroupMemberState ReplicationGroupMemberRole
        ReplicationGroupMembers ReplicationGroupPrimaryInstanceKey
        """;

    private const string Analysis =
        """
        AnalyzedInstanceKey AnalyzedInstanceMasterKey ClusterDetails AnalyzedInstanceDataCenter AnalyzedInstanceRegion
        AnalyzedInstancePhysicalEnvironment AnalyzedInstanceBinlogCoordinates IsMaster IsReplicationGroupMember IsCoMaster LastCheckValid
        LastCheckPartialSuccess CountReplicas CountValidReplicas CountValidReplicatingReplicas CountReplicasFailingToConnectToMaster
        CountDowntimedReplicas ReplicationDepth Replicas SlaveHosts IsFailingToConnectToMaster Analysis Description StructureAnalysis
        IsDowntimed IsReplicasDowntimed DowntimeEndTimestamp DowntimeRemainingSeconds IsBinlogServer PseudoGTIDImmediateTopology
        OracleGTIDImmediateTopology MariaDBGTIDImmediateTopology BinlogServerImmediateTopology SemiSyncMasterEnabled SemiSyncMasterStatus
        SemiSyncMasterWaitForReplicaCount SemiSyncMasterClients CountSemiSyncReplicasEnabled CountLoggingReplicas
        CountStatementBasedLoggingReplicas CountMixedBasedLoggingReplicas CountRowBasedLoggingReplicas
        CountDistinctMajorVersionsLoggingReplicas CountDelayedReplicas CountLaggingReplicas IsActionableRecovery ProcessingNodeHostname
        ProcessingNodeToken CountAdditionalAgreeingNodes StartActivePeriod SkippableDueToDowntime GTIDMode MinReplicaGTIDMode
        MaxReplicaGTIDMode MaxReplicaGTIDErrant CommandHint IsReadOnly
        """;

    private const string Recovery =
        """
        Id UID AnalysisEntry SuccessorKey SuccessorAlias SuccessorBinlogCoordinates IsActive IsSuccessful LostReplicas
        ParticipatingInstanceKeys AllErrors RecoveryStartTimestamp RecoveryEndTimestamp ProcessingNodeHostname ProcessingNodeToken
        Acknowledged AcknowledgedAt AcknowledgedBy AcknowledgedComment LastDetectionId RelatedRecoveryId Type RecoveryType
        """;

    private const string ClusterInfo =
        "ClusterName ClusterAlias ClusterDomain CountInstances HeuristicLag HasAutomatedMasterRecovery HasAutomatedIntermediateMasterRecovery";

    [Fact]
    public async Task An_instance_has_the_properties_of_orchestrator_in_their_order()
    {
        var replica = (await fleet.Host.GetAsync("/api/instance/db2/3306")).Raw;
        Assert.Equal(JsonShape.OneLine(Instance), replica.Names());
        Assert.Equal("Hostname Port", replica.GetProperty("Key").Names());
        Assert.Equal("LogFile LogPos Type", replica.GetProperty("SelfBinlogCoordinates").Names());
        Assert.Equal("Int64 Valid", replica.GetProperty("SecondsBehindMaster").Names());
        Assert.Equal(1, replica.GetProperty("RelaylogCoordinates").GetProperty("Type").GetInt32());
    }

    [Fact]
    public async Task An_instance_tells_what_its_probe_saw()
    {
        var replica = (await fleet.Host.GetAsync("/api/instance/db2/3306")).Raw;
        Assert.Equal("db2:3306", replica.GetProperty("Key").Key());
        Assert.Equal("db1:3306", replica.GetProperty("MasterKey").Key());
        Assert.Equal("db1:3306", replica.GetProperty("ClusterName").GetString());
        Assert.Equal("shop", replica.GetProperty("SuggestedClusterAlias").GetString());
        Assert.Equal("MySQL", replica.GetProperty("FlavorName").GetString());
        Assert.Equal(1, replica.GetProperty("ReplicationDepth").GetInt32());
        Assert.Equal(1, replica.GetProperty("ReplicationIOThreadState").GetInt32());
        Assert.Equal("neutral", replica.GetProperty("PromotionRule").GetString());
        foreach (var name in new[] { "ReadOnly", "Slave_IO_Running", "ReplicationSQLThreadRuning", "UsingOracleGTID", "IsLastCheckValid", "IsUpToDate", "IsRecentlyChecked" })
            Assert.True(replica.GetProperty(name).GetBoolean(), name);
        Assert.Equal(0, replica.GetProperty("Problems").GetArrayLength());
    }

    [Fact]
    public async Task A_primary_has_no_master_key_and_lists_its_replicas_under_both_names()
    {
        var primary = (await fleet.Host.GetAsync("/api/instance/db1/3306")).Raw;
        Assert.Equal(":0", primary.GetProperty("MasterKey").Key());
        Assert.Equal(-1, primary.GetProperty("ReplicationIOThreadState").GetInt32());
        Assert.Equal("db2:3306 db3:3306", string.Join(' ', primary.GetProperty("Replicas").EnumerateArray().Select(k => k.Key())));
        Assert.Equal(primary.GetProperty("Replicas").GetRawText(), primary.GetProperty("SlaveHosts").GetRawText());
    }

    [Fact]
    public async Task A_cluster_info_has_the_properties_of_orchestrator()
    {
        var info = (await fleet.Host.GetAsync("/api/cluster-info/shop")).Raw;
        Assert.Equal(ClusterInfo, info.Names());
        Assert.Equal("db1:3306", info.GetProperty("ClusterName").GetString());
        Assert.Equal(3, info.GetProperty("CountInstances").GetInt32());
    }

    [Fact]
    public async Task Health_has_the_properties_of_orchestrator()
    {
        var health = (await fleet.Host.GetAsync("/api/health")).Ok;
        Assert.Equal(
            "Healthy Hostname Token IsActiveNode ActiveNode Error AvailableNodes RaftLeader IsRaftLeader RaftLeaderURI RaftAdvertise RaftHealthyMembers",
            health.Names());
        Assert.Equal("Hostname Token AppVersion FirstSeenActive LastSeenActive ExtraInfo Command DBBackend LastReported", health.GetProperty("ActiveNode").Names());
    }

    [Fact]
    public async Task Audit_rows_have_the_properties_of_orchestrator()
    {
        var rows = (await fleet.Host.GetAsync("/api/audit")).Raw;
        Assert.Equal(3, rows.GetArrayLength());
        Assert.Equal("AuditId AuditTimestamp AuditType AuditInstanceKey Message", rows[0].Names());
        Assert.Equal("db3:3306", rows[0].GetProperty("AuditInstanceKey").Key());
    }

    [Fact]
    public async Task Analysis_recovery_steps_and_blocks_have_the_properties_of_orchestrator()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("dead");
        await host.KillAsync(keys[0]);

        var analysis = (await host.GetAsync("/api/replication-analysis")).Ok[0];
        Assert.Equal(JsonShape.OneLine(Analysis), analysis.Names());
        var whole = JsonDocument.Parse((await host.GetAsync("/api/replication-analysis")).Text).RootElement;
        Assert.Equal(whole.GetProperty("Details").ToString(), whole.GetProperty("Detail").ToString());
        Assert.Equal("DeadMaster", analysis.GetProperty("Analysis").GetString());
        Assert.Equal(JsonValueKind.Null, analysis.GetProperty("StructureAnalysis").ValueKind);
        Assert.Equal(ClusterInfo, analysis.GetProperty("ClusterDetails").Names());

        _ = (await host.GetAsync($"/api/recover/{keys[0].Host}/3306")).Ok;
        var recovery = (await host.GetAsync("/api/audit-recovery")).Raw[0];
        Assert.Equal(JsonShape.OneLine(Recovery), recovery.Names());
        Assert.Equal(JsonShape.OneLine(Analysis), recovery.GetProperty("AnalysisEntry").Names());
        var step = (await host.GetAsync($"/api/audit-recovery-steps/{recovery.GetProperty("UID").GetString()}")).Raw[0];
        Assert.Equal("Id RecoveryUID AuditAt Message", step.Names());
    }
}
