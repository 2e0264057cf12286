namespace Ham4Db.Topologies;

/// <summary>What to start.</summary>
public sealed record TopologyOptions
{
    public ServerFlavor Flavor { get; init; }

    public TopologyLayout Layout { get; init; } = TopologyLayout.FiveNodes;

    /// <summary>Replicas position themselves by GTID; otherwise by file and position, and MySQL writes no GTIDs.</summary>
    public bool UseGtid { get; init; } = true;

    /// <summary>
    /// Every server can acknowledge as a semi-synchronous replica, and the primary waits for one acknowledgement.
    /// Waiting is switched on at the primary alone: a replica that has it on waits with each event it applies
    /// for replicas of its own. Whoever promotes a replica switches it on there. MySQL 5.6 from npm has no plugin for it: false there.
    /// </summary>
    public bool SemiSync { get; init; } = true;

    /// <summary>
    /// How long a commit waits for an acknowledgement before the primary goes on without one.
    /// An hour in effect means never: a primary that was hung or cut off must not acknowledge alone.
    /// </summary>
    public int SemiSyncTimeoutMs { get; init; } = 3_600_000;

    /// <summary>MySQL's and MariaDB's performance schema; costs about 150 MB a server.</summary>
    public bool PerformanceSchema { get; init; }

    /// <summary>
    /// Each server in a network namespace with an address of its own, which allows network faults.
    /// Needs root; <see cref="TopologyNetwork.WhyUnavailableAsync"/> says whether this machine can.
    /// </summary>
    public bool UseNetworkNamespaces { get; init; }

    /// <summary>An empty or missing folder for data and logs, removed on dispose; null chooses one in memory or temp.</summary>
    public string? Folder { get; init; }

    /// <summary>Further lines of the configuration file, by server index.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<string>> ExtraSettings { get; init; } =
        new Dictionary<int, IReadOnlyList<string>>();

    /// <summary>Told one sentence per step that takes noticeable time.</summary>
    public IProgress<string>? Progress { get; init; }
}
