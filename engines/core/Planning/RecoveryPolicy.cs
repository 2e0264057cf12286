using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>The user's rules for choosing a new primary. Patterns are decided by the caller: core gets their outcome.</summary>
public sealed record RecoveryPolicy
{
    /// <summary>What may be lost.</summary>
    public DataLossPolicy DataLoss { get; init; } = DataLossPolicy.Prefer;

    /// <summary>The new primary must be in the old one's data centre.</summary>
    public bool PreventCrossDataCenter { get; init; }

    /// <summary>The new primary must be in the old one's region.</summary>
    public bool PreventCrossRegion { get; init; }

    /// <summary>Refuse a candidate whose lag in seconds is at least this; null for no limit.</summary>
    public long? FailPromotionOnLagSeconds { get; init; }

    /// <summary>Refuse a candidate that has not applied everything that it received.</summary>
    public bool FailPromotionIfApplierBehind { get; init; }

    /// <summary>Lag in seconds above which a planned takeover is refused.</summary>
    public long MaintenanceLagSeconds { get; init; } = 20;

    /// <summary>Instances that PromotionIgnoreHostnameFilters excludes.</summary>
    public IReadOnlySet<InstanceKey> IgnoredForPromotion { get; init; } = new HashSet<InstanceKey>();

    /// <summary>An account of replication is configured, so that it need not be read from an instance.</summary>
    public bool HasReplicationCredentials { get; init; }

    /// <summary>Check that replication filters of source and replica agree.</summary>
    public bool VerifyReplicationFilters { get; init; }

    /// <summary>A lost co-primary is replaced by the other one or by nobody.</summary>
    public bool CoPrimaryMustPromoteOther { get; init; }

    /// <summary>Replicas that are left behind are detached from their lost source.</summary>
    public bool DetachLostReplicas { get; init; }

    /// <summary>Replicas that are delayed by more than this in seconds are moved after all others; null for none.</summary>
    public long? PostponeDelaySeconds { get; init; }

    /// <summary>The number of semi-synchronous replicas is to be what their primary waits for, not more.</summary>
    public bool ExactSemiSyncReplicas { get; init; }

    /// <summary>Priorities of semi-synchronous replicas are told, so that 0 means never.</summary>
    public bool HasSemiSyncPriorities { get; init; }
}
