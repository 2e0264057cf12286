namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Instance, its properties in the order, and with the spelling, in which older clients get them; times are in nanoseconds where they are numbers without a unit in the name.</summary>
internal sealed record LegacyInstance
{
    public required LegacyKey Key { get; init; }

    public string InstanceAlias { get; init; } = "";

    public long Uptime { get; init; }

    public long ServerID { get; init; }

    public string ServerUUID { get; init; } = "";

    public string Version { get; init; } = "";

    public string VersionComment { get; init; } = "";

    public string FlavorName { get; init; } = "";

    public bool ReadOnly { get; init; }

    public string Binlog_format { get; init; } = "";

    public string BinlogRowImage { get; init; } = "";

    public bool LogBinEnabled { get; init; }

    public bool LogSlaveUpdatesEnabled => LogReplicationUpdatesEnabled;

    public bool LogReplicationUpdatesEnabled { get; init; }

    public LegacyCoordinates SelfBinlogCoordinates { get; init; } = LegacyCoordinates.None;

    public LegacyKey MasterKey { get; init; } = LegacyKey.None;

    public string MasterUUID { get; init; } = "";

    public string AncestryUUID { get; init; } = "";

    public bool IsDetachedMaster { get; init; }

    public bool Slave_SQL_Running => ReplicationSQLThreadRuning;

    public bool ReplicationSQLThreadRuning { get; init; }

    public bool Slave_IO_Running => ReplicationIOThreadRuning;

    public bool ReplicationIOThreadRuning { get; init; }

    public int ReplicationSQLThreadState { get; init; }

    public int ReplicationIOThreadState { get; init; }

    public bool HasReplicationFilters { get; init; }

    public string GTIDMode { get; init; } = "";

    public bool SupportsOracleGTID { get; init; }

    public bool UsingOracleGTID { get; init; }

    public bool UsingMariaDBGTID { get; init; }

    public bool UsingPseudoGTID { get; init; }

    public LegacyCoordinates ReadBinlogCoordinates { get; init; } = LegacyCoordinates.None;

    public LegacyCoordinates ExecBinlogCoordinates { get; init; } = LegacyCoordinates.None;

    public bool IsDetached { get; init; }

    public LegacyCoordinates RelaylogCoordinates { get; init; } = LegacyCoordinates.None;

    public string LastSQLError { get; init; } = "";

    public string LastIOError { get; init; } = "";

    public LegacyNumber SecondsBehindMaster { get; init; } = LegacyNumber.Of(null);

    public long SQLDelay { get; init; }

    public string ExecutedGtidSet { get; init; } = "";

    public string GtidPurged { get; init; } = "";

    public string GtidErrant { get; init; } = "";

    public LegacyNumber SlaveLagSeconds => ReplicationLagSeconds;

    public LegacyNumber ReplicationLagSeconds { get; init; } = LegacyNumber.Of(null);

    public IReadOnlyList<LegacyKey> SlaveHosts => Replicas;

    public IReadOnlyList<LegacyKey> Replicas { get; init; } = [];

    public string ClusterName { get; init; } = "";

    public string SuggestedClusterAlias { get; init; } = "";

    public string DataCenter { get; init; } = "";

    public string Region { get; init; } = "";

    public string PhysicalEnvironment { get; init; } = "";

    public int ReplicationDepth { get; init; }

    public bool IsCoMaster { get; init; }

    public bool HasReplicationCredentials { get; init; }

    public bool ReplicationCredentialsAvailable { get; init; }

    public bool SemiSyncAvailable { get; init; }

    public int SemiSyncPriority { get; init; }

    public bool SemiSyncMasterEnabled { get; init; }

    public bool SemiSyncReplicaEnabled { get; init; }

    public long SemiSyncMasterTimeout { get; init; }

    public int SemiSyncMasterWaitForReplicaCount { get; init; }

    public bool SemiSyncMasterStatus { get; init; }

    public int SemiSyncMasterClients { get; init; }

    public bool SemiSyncReplicaStatus { get; init; }

    public string LastSeenTimestamp { get; init; } = "";

    public bool IsLastCheckValid { get; init; }

    public bool IsUpToDate { get; init; }

    public bool IsRecentlyChecked { get; init; }

    public LegacyNumber SecondsSinceLastSeen { get; init; } = LegacyNumber.Of(null);

    public int CountMySQLSnapshots { get; init; }

    public bool IsCandidate { get; init; }

    public string PromotionRule { get; init; } = "";

    public bool IsDowntimed { get; init; }

    public string DowntimeReason { get; init; } = "";

    public string DowntimeOwner { get; init; } = "";

    public string DowntimeEndTimestamp { get; init; } = "";

    public long ElapsedDowntime { get; init; }

    public string UnresolvedHostname { get; init; } = "";

    public bool AllowTLS { get; init; }

    public IReadOnlyList<string> Problems { get; init; } = [];

    public long LastDiscoveryLatency { get; init; }

    public string ReplicationGroupName { get; init; } = "";

    public bool ReplicationGroupIsSinglePrimary { get; init; }

    public string ReplicationGroupMemberState { get; init; } = "";

    public string ReplicationGroupMemberRole { get; init; } = "";

    public IReadOnlyList<LegacyKey> ReplicationGroupMembers { get; init; } = [];

    public LegacyKey ReplicationGroupPrimaryInstanceKey { get; init; } = LegacyKey.None;
}
