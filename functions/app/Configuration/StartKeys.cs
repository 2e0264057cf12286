namespace Ham4Db.Functions.Configuration;

/// <summary>Keys that are read once, when the process starts: where it listens and keeps its data, whom it may reach, and how it talks to servers.</summary>
internal static class StartKeys
{
    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        nameof(Ham4DbOptions.ListenAddress),
        nameof(Ham4DbOptions.URLPrefix),
        nameof(Ham4DbOptions.StatusEndpoint),
        nameof(Ham4DbOptions.DataFolder),
        nameof(Ham4DbOptions.Storage),
        nameof(Ham4DbOptions.Debug),
        nameof(Ham4DbOptions.DiscoverySeeds),
        nameof(Ham4DbOptions.DiscoveryAllowedHosts),
        nameof(Ham4DbOptions.DiscoveryMaxConcurrency),
        nameof(Ham4DbOptions.DiscoverByShowSlaveHosts),
        nameof(Ham4DbOptions.MySQLHostnameResolveMethod),
        nameof(Ham4DbOptions.SkipMaxScaleCheck),
        nameof(Ham4DbOptions.MySQLTopologyUser),
        nameof(Ham4DbOptions.MySQLTopologyPassword),
        nameof(Ham4DbOptions.MySQLTopologyCredentialsConfigFile),
        nameof(Ham4DbOptions.MySQLTopologyCredentials),
        nameof(Ham4DbOptions.MySQLTopologySSLCAFile),
        nameof(Ham4DbOptions.MySQLTopologySSLCertFile),
        nameof(Ham4DbOptions.MySQLTopologySSLPrivateKeyFile),
        nameof(Ham4DbOptions.MySQLTopologySSLSkipVerify),
        nameof(Ham4DbOptions.MySQLTopologyUseMutualTLS),
        nameof(Ham4DbOptions.MySQLTopologyUseMixedTLS),
        nameof(Ham4DbOptions.MySQLConnectTimeoutSeconds),
        nameof(Ham4DbOptions.MySQLTopologyReadTimeoutSeconds),
        nameof(Ham4DbOptions.ReplicationCredentialsQuery),
        nameof(Ham4DbOptions.UseSuperReadOnly),
        nameof(Ham4DbOptions.ReplicationLagQuery),
        nameof(Ham4DbOptions.DetectClusterAliasQuery),
        nameof(Ham4DbOptions.DetectClusterDomainQuery),
        nameof(Ham4DbOptions.DetectInstanceAliasQuery),
        nameof(Ham4DbOptions.DetectPromotionRuleQuery),
        nameof(Ham4DbOptions.DetectDataCenterQuery),
        nameof(Ham4DbOptions.DetectRegionQuery),
        nameof(Ham4DbOptions.DetectPhysicalEnvironmentQuery),
        nameof(Ham4DbOptions.DetectSemiSyncEnforcedQuery),
        nameof(Ham4DbOptions.AutoPseudoGTID),
        nameof(Ham4DbOptions.DetectPseudoGTIDQuery),
        nameof(Ham4DbOptions.PseudoGTIDPattern),
        nameof(Ham4DbOptions.PseudoGTIDPatternIsFixedSubstring),
        nameof(Ham4DbOptions.PseudoGTIDMonotonicHint),
        nameof(Ham4DbOptions.SkipBinlogEventsContaining),
        nameof(Ham4DbOptions.DataCenterPattern),
        nameof(Ham4DbOptions.RegionPattern),
        nameof(Ham4DbOptions.PhysicalEnvironmentPattern),
    };
}
