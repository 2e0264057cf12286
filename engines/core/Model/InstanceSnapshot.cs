namespace Ham4Db.Core.Model;

/// <summary>What one full probe of an instance saw. Immutable; everything in it comes from the server and is untrusted text.</summary>
public sealed record InstanceSnapshot
{
    /// <summary>The address that was probed.</summary>
    public required InstanceKey Key { get; init; }

    /// <summary>When the server answered (UTC).</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Identity of the server: server_uuid or MariaDB's server_uid; of PostgreSQL and openGauss the system identifier, which all servers of a cluster share. Empty when it has none.</summary>
    public string ServerId { get; init; } = "";

    /// <summary>MySQL's numeric server_id; 0 when not applicable.</summary>
    public long ServerNumber { get; init; }

    /// <summary>The name that the server calls itself by (@@hostname or report_host).</summary>
    public string ReportedHost { get; init; } = "";

    /// <summary>The product.</summary>
    public ServerFlavor Flavor { get; init; }

    /// <summary>Version string.</summary>
    public string Version { get; init; } = "";

    /// <summary>Version comment.</summary>
    public string VersionComment { get; init; } = "";

    /// <summary>When the server process started, as exactly as the server tells it; null where only <see cref="UptimeSeconds"/> is known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Seconds since the server started.</summary>
    public long UptimeSeconds { get; init; }

    /// <summary>Refuses writes of ordinary users.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Refuses writes of privileged users too.</summary>
    public bool IsSuperReadOnly { get; init; }

    /// <summary>Writes a binary log.</summary>
    public bool LogBin { get; init; }

    /// <summary>Writes to its binary log what it receives by replication.</summary>
    public bool LogReplicaUpdates { get; init; }

    /// <summary>STATEMENT, MIXED or ROW; empty when there is no binary log.</summary>
    public string BinlogFormat { get; init; } = "";

    /// <summary>FULL, MINIMAL or NOBLOB.</summary>
    public string BinlogRowImage { get; init; } = "";

    /// <summary>The instance's own binary log coordinates.</summary>
    public BinlogCoordinates BinlogPosition { get; init; } = BinlogCoordinates.None;

    /// <summary>Which GTID notation the instance records.</summary>
    public GtidKind GtidKind { get; init; }

    /// <summary>MySQL's gtid_mode (ON, OFF, ON_PERMISSIVE, …); empty elsewhere.</summary>
    public string GtidMode { get; init; } = "";

    /// <summary>Everything that the instance has executed: gtid_executed, or MariaDB's binlog and replica positions together.</summary>
    public string ExecutedGtidSet { get; init; } = "";

    /// <summary>What its binary logs no longer hold.</summary>
    public string PurgedGtidSet { get; init; } = "";

    /// <summary>Pseudo-GTID entries are written in its cluster: DetectPseudoGTIDQuery says so, or we write them ourselves.</summary>
    public bool UsesPseudoGtid { get; init; }

    /// <summary>The default replication channel; null when the instance does not replicate.</summary>
    public ReplicationStatus? Replication { get; init; }

    /// <summary>Further channels of a multi-source replica; shown, never touched.</summary>
    public IReadOnlyList<ReplicationStatus> OtherChannels { get; init; } = [];

    /// <summary>Addresses of the instances that it says replicate from it.</summary>
    public IReadOnlyList<InstanceKey> Replicas { get; init; } = [];

    /// <summary>Semi-synchronous replication.</summary>
    public SemiSyncStatus SemiSync { get; init; } = new();

    /// <summary>Lag in seconds by ReplicationLagQuery, else by the server's own count; null when unknown.</summary>
    public long? LagSeconds { get; init; }

    /// <summary>Data centre.</summary>
    public string DataCenter { get; init; } = "";

    /// <summary>Region.</summary>
    public string Region { get; init; } = "";

    /// <summary>Physical environment.</summary>
    public string Environment { get; init; } = "";

    /// <summary>Alias of the instance (DetectInstanceAliasQuery).</summary>
    public string InstanceAlias { get; init; } = "";

    /// <summary>Alias of its cluster (DetectClusterAliasQuery).</summary>
    public string ClusterAlias { get; init; } = "";

    /// <summary>Domain of its cluster (DetectClusterDomainQuery).</summary>
    public string ClusterDomain { get; init; } = "";

    /// <summary>Promotion rule by DetectPromotionRuleQuery; null when the query is not set or says nothing.</summary>
    public PromotionRule? DetectedPromotionRule { get; init; }

    /// <summary>Whether credentials of replication can be read from the server, to give them to a demoted primary.</summary>
    public bool ReplicationCredentialsAvailable { get; init; }

    /// <summary>Name of the Group Replication group or the Galera cluster that it is a member of; empty for none.</summary>
    public string GroupName { get; init; } = "";

    /// <summary>Its state in the group (ONLINE, OFFLINE, ERROR, …).</summary>
    public string GroupMemberState { get; init; } = "";

    /// <summary>Its role in the group (PRIMARY, SECONDARY).</summary>
    public string GroupMemberRole { get; init; } = "";

    /// <summary>Members of the group.</summary>
    public IReadOnlyList<InstanceKey> GroupMembers { get; init; } = [];

    /// <summary>The other members of its cluster as its own tools list them, whether they replicate or not; empty where there is nothing of the kind.</summary>
    public IReadOnlyList<InstanceKey> OtherMembers { get; init; } = [];

    /// <summary>What its own tools say of it; null where there is nothing of the kind.</summary>
    public ServerCondition? Condition { get; init; }

    /// <summary>How long the probe took.</summary>
    public TimeSpan ProbeDuration { get; init; }

    /// <summary>The part of the version that decides about compatibility: the first two numbers, such as <c>8.4</c>, and of PostgreSQL the first.</summary>
    public string MajorVersion
    {
        get
        {
            var plain = Version.AsSpan();
            if (plain.IndexOf('-') is >= 0 and var dash) plain = plain[..dash];
            var first = plain.IndexOf('.');
            if (Flavor == ServerFlavor.PostgreSql) plain = first >= 0 ? plain[..first] : plain;
            else if (first >= 0 && plain[(first + 1)..].IndexOf('.') is >= 0 and var second) plain = plain[..(first + 1 + second)];
            return plain.Length == Version.Length ? Version : plain.ToString();
        }
    }

    /// <summary>A server that only relays binary logs.</summary>
    public bool IsBinlogServer => Flavor == ServerFlavor.MaxScale;

    /// <summary>It replicates over named channels, or over several: its sources are shown and nobody changes them.</summary>
    public bool IsMultiSource => OtherChannels.Count > 0 || Replication is { Channel.Length: > 0 };

    /// <summary>The instance replicates from a source.</summary>
    public bool IsReplica => Replication is { } status && (status.Source.IsValid || status.IsDetached);
}
