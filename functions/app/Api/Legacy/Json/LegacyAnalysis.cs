namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>ReplicationAnalysis, its properties in the order in which older clients get them.</summary>
internal sealed record LegacyAnalysis
{
    public required LegacyKey AnalyzedInstanceKey { get; init; }

    public LegacyKey AnalyzedInstanceMasterKey { get; init; } = LegacyKey.None;

    public required LegacyClusterInfo ClusterDetails { get; init; }

    public string AnalyzedInstanceDataCenter { get; init; } = "";

    public string AnalyzedInstanceRegion { get; init; } = "";

    public string AnalyzedInstancePhysicalEnvironment { get; init; } = "";

    public LegacyCoordinates AnalyzedInstanceBinlogCoordinates { get; init; } = LegacyCoordinates.None;

    public bool IsMaster { get; init; }

    public bool IsReplicationGroupMember { get; init; }

    public bool IsCoMaster { get; init; }

    public bool LastCheckValid { get; init; }

    public bool LastCheckPartialSuccess { get; init; }

    public int CountReplicas { get; init; }

    public int CountValidReplicas { get; init; }

    public int CountValidReplicatingReplicas { get; init; }

    public int CountReplicasFailingToConnectToMaster { get; init; }

    public int CountDowntimedReplicas { get; init; }

    public int ReplicationDepth { get; init; }

    public IReadOnlyList<LegacyKey> Replicas { get; init; } = [];

    public IReadOnlyList<LegacyKey> SlaveHosts => Replicas;

    public bool IsFailingToConnectToMaster { get; init; }

    public string Analysis { get; init; } = "";

    public string Description { get; init; } = "";

    public IReadOnlyList<string>? StructureAnalysis { get; init; }

    public bool IsDowntimed { get; init; }

    public bool IsReplicasDowntimed { get; init; }

    public string DowntimeEndTimestamp { get; init; } = "";

    public long DowntimeRemainingSeconds { get; init; }

    public bool IsBinlogServer { get; init; }

    public bool PseudoGTIDImmediateTopology { get; init; }

    public bool OracleGTIDImmediateTopology { get; init; }

    public bool MariaDBGTIDImmediateTopology { get; init; }

    public bool BinlogServerImmediateTopology { get; init; }

    public bool SemiSyncMasterEnabled { get; init; }

    public bool SemiSyncMasterStatus { get; init; }

    public int SemiSyncMasterWaitForReplicaCount { get; init; }

    public int SemiSyncMasterClients { get; init; }

    public int CountSemiSyncReplicasEnabled { get; init; }

    public int CountLoggingReplicas { get; init; }

    public int CountStatementBasedLoggingReplicas { get; init; }

    public int CountMixedBasedLoggingReplicas { get; init; }

    public int CountRowBasedLoggingReplicas { get; init; }

    public int CountDistinctMajorVersionsLoggingReplicas { get; init; }

    public int CountDelayedReplicas { get; init; }

    public int CountLaggingReplicas { get; init; }

    public bool IsActionableRecovery { get; init; }

    public string ProcessingNodeHostname { get; init; } = "";

    public string ProcessingNodeToken { get; init; } = "";

    public int CountAdditionalAgreeingNodes { get; init; }

    public string StartActivePeriod { get; init; } = "";

    public bool SkippableDueToDowntime { get; init; }

    public string GTIDMode { get; init; } = "";

    public string MinReplicaGTIDMode { get; init; } = "";

    public string MaxReplicaGTIDMode { get; init; } = "";

    public string MaxReplicaGTIDErrant { get; init; } = "";

    public string CommandHint { get; init; } = "";

    public bool IsReadOnly { get; init; }
}
