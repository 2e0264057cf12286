namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>Lag in seconds above which a replica is a problem. Default 10.</summary>
    [OptionRule(Min = 1)]
    public int ReasonableReplicationLagSeconds { get; init; } = 10;

    /// <summary>Lag in seconds above which an instance is not moved and a planned takeover is refused. Default 20.</summary>
    [OptionRule(Min = 1)]
    public int ReasonableMaintenanceReplicationLagSeconds { get; init; } = 20;

    /// <summary>Query on a replica that returns its lag in seconds, one number. Default none: the server's own figure. <c>SlaveLagQuery</c> is its older name.</summary>
    [OptionRule(Alias = "SlaveLagQuery")]
    public string ReplicationLagQuery { get; init; } = "";

    /// <summary>Query on an instance that returns the alias of its cluster. Default none.</summary>
    public string DetectClusterAliasQuery { get; init; } = "";

    /// <summary>Query on a primary that returns the name by which clients find it. Default none.</summary>
    public string DetectClusterDomainQuery { get; init; } = "";

    /// <summary>Query on an instance that returns its own alias. Default none.</summary>
    public string DetectInstanceAliasQuery { get; init; } = "";

    /// <summary>Query on an instance that returns its promotion rule: prefer, neutral, prefer_not or must_not. Default none.</summary>
    public string DetectPromotionRuleQuery { get; init; } = "";

    /// <summary>Query on an instance that returns its data centre. Default none.</summary>
    public string DetectDataCenterQuery { get; init; } = "";

    /// <summary>Query on an instance that returns its region. Default none.</summary>
    public string DetectRegionQuery { get; init; } = "";

    /// <summary>Query on an instance that returns its environment. Default none. <c>DetectEnvironmentQuery</c> is Ham4DB's name for it.</summary>
    [OptionRule(Alias = "DetectEnvironmentQuery")]
    public string DetectPhysicalEnvironmentQuery { get; init; } = "";

    /// <summary>Query on an instance that returns its priority as a semi-synchronous replica; 0 for an asynchronous one. Default none.</summary>
    public string DetectSemiSyncEnforcedQuery { get; init; } = "";

    /// <summary>Pattern whose first group is the data centre in a host name; the query above is stronger. Default none.</summary>
    [OptionRule(Pattern = true)]
    public string DataCenterPattern { get; init; } = "";

    /// <summary>Pattern whose first group is the region in a host name. Default none.</summary>
    [OptionRule(Pattern = true)]
    public string RegionPattern { get; init; } = "";

    /// <summary>Pattern whose first group is the environment in a host name. Default none. <c>EnvironmentPattern</c> is Ham4DB's name for it.</summary>
    [OptionRule(Pattern = true, Alias = "EnvironmentPattern")]
    public string PhysicalEnvironmentPattern { get; init; } = "";

    /// <summary>Aliases of clusters where no instance tells one: pattern matched against the cluster's name, to alias. Default none.</summary>
    [OptionRule(Pattern = true)]
    public IReadOnlyDictionary<string, string> ClusterNameToAlias { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
