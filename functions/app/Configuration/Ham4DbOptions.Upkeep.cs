namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>Minutes after which a maintenance that nobody ended ends by itself. Default 10, which is what it always was in orchestrator.</summary>
    [OptionRule(Min = 1, Max = 525_600)]
    public int MaintenanceExpireMinutes { get; init; } = 10;

    /// <summary>Minutes for which a registered promotion rule holds unless it is registered again. Default 60.</summary>
    [OptionRule(Min = 1, Max = 5_256_000)]
    public int CandidateInstanceExpireMinutes { get; init; } = 60;

    /// <summary>Instances of a submitted pool may be given by a part of their host name, where only one known instance has it. Default true.</summary>
    public bool SupportFuzzyPoolHostnames { get; init; } = true;

    /// <summary>Minutes for which a submitted pool holds unless it is submitted again. Default 60.</summary>
    [OptionRule(Min = 1, Max = 5_256_000)]
    public int InstancePoolExpiryMinutes { get; init; } = 60;

    /// <summary>Instances that are never offered as control replicas of a schema change: addresses, or patterns matched against <c>host:port</c>. Default none.</summary>
    [OptionRule(Pattern = true)]
    public IReadOnlyList<string> OSCIgnoreHostnameFilters { get; init; } = [];

    /// <summary>Instances that are left out of the list of problems; same form. Default none.</summary>
    [OptionRule(Pattern = true)]
    public IReadOnlyList<string> ProblemIgnoreHostnameFilters { get; init; } = [];

    /// <summary>
    /// Hours between two snapshots of every topology in its history. What changes is in the history at once; a snapshot only says that nothing did.
    /// Default 0: as many as the history needs.
    /// </summary>
    [OptionRule(Min = 0, Max = 8760)]
    public int SnapshotTopologiesIntervalHours { get; init; }

    /// <summary>Beginning of the keys under which primaries are found: the key of a cluster is this, a slash and its alias. Default <c>mysql/master</c>.</summary>
    public string KVClusterMasterPrefix { get; init; } = "mysql/master";
}
