namespace Ham4Db.Core.Model;

/// <summary>An instance as the cluster knows it: its last good snapshot and how the latest probes went.</summary>
public sealed record ClusterMember
{
    /// <summary>The last good snapshot.</summary>
    public required InstanceSnapshot Snapshot { get; init; }

    /// <summary>The latest probe that ended succeeded. What the snapshot says is current.</summary>
    public bool IsLastCheckValid { get; init; } = true;

    /// <summary>The latest probe failed, but only after the server had begun to answer.</summary>
    public bool IsLastCheckPartial { get; init; }

    /// <summary>When the latest probe ended (UTC).</summary>
    public DateTimeOffset LastChecked { get; init; }

    /// <summary>Why the latest probe failed; empty after a success.</summary>
    public string LastCheckError { get; init; } = "";

    /// <summary>The agent beside it says that the server does not run; it can be started.</summary>
    public bool IsKnownDown { get; init; }

    /// <summary>Active downtime, if any.</summary>
    public Downtime? Downtime { get; init; }

    /// <summary>The instance is under maintenance and left out of the analysis.</summary>
    public bool InMaintenance { get; init; }

    /// <summary>Promotion rule in force: registered, else detected, else neutral.</summary>
    public PromotionRule PromotionRule { get; init; } = PromotionRule.Neutral;

    /// <summary>Transactions that it has and its source never had; empty for none, null when unknown.</summary>
    public string? ErrantGtidSet { get; init; }

    /// <summary>Since when the binary log position, or what is executed, has stood still while semi-synchronous commits wait; null when it moves.</summary>
    public DateTimeOffset? BinlogPositionUnchangedSince { get; init; }

    /// <summary>Host under which its replicas find it, other than its own; empty for none.</summary>
    public string VirtualHost { get; init; } = "";

    /// <summary>How it last encrypted its connection to a source; null when it did not, or never had one.</summary>
    public ReplicationTls? LastReplicationTls { get; init; }

    /// <summary>A failover took its role away; it must not be writable until it has rejoined.</summary>
    public bool IsDemoted { get; init; }

    /// <summary>Address.</summary>
    public InstanceKey Key => Snapshot.Key;
}
