namespace Ham4Db.Engines.MySql.Probing;

/// <summary>What the second round trip of a probe may ask. None of them is needed for a snapshot. The configured queries come first.</summary>
internal enum Question
{
    /// <summary>ReplicationLagQuery.</summary>
    Lag,

    /// <summary>DetectClusterAliasQuery.</summary>
    ClusterAlias,

    /// <summary>DetectClusterDomainQuery.</summary>
    ClusterDomain,

    /// <summary>DetectInstanceAliasQuery.</summary>
    InstanceAlias,

    /// <summary>DetectPromotionRuleQuery.</summary>
    PromotionRule,

    /// <summary>DetectDataCenterQuery.</summary>
    DataCenter,

    /// <summary>DetectRegionQuery.</summary>
    Region,

    /// <summary>DetectPhysicalEnvironmentQuery.</summary>
    PhysicalEnvironment,

    /// <summary>DetectPseudoGTIDQuery.</summary>
    PseudoGtid,

    /// <summary>DetectSemiSyncEnforcedQuery.</summary>
    SemiSyncEnforced,

    /// <summary>Members of a replication group.</summary>
    GroupMembers,

    /// <summary>Connections on which binary logs are sent.</summary>
    DumpConnections,

    /// <summary>State of semi-synchronous replication and Galera, when the first round trip showed that it matters.</summary>
    Status,

    /// <summary>First events of the oldest binary log.</summary>
    OldestBinlog,

    /// <summary>Whether replication credentials can be read.</summary>
    CredentialsReadable,
}
