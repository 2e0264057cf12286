using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>Clusters whose dead primary is replaced without being asked; see <see cref="ClusterFilters"/> for the form, <c>*</c> is all. Default none.</summary>
    public IReadOnlyList<string> RecoverMasterClusterFilters { get; init; } = [];

    /// <summary>What a failover may lose: <c>none</c> promotes the best instance whatever is lost, <c>prefer</c> prefers one that has everything, <c>require</c> refuses when something known would be lost. Default <c>prefer</c>.</summary>
    public DataLossPolicy DataLossPolicy { get; init; } = DataLossPolicy.Prefer;

    /// <summary>Instances that are never promoted: addresses, or patterns matched against <c>host:port</c>. Default none.</summary>
    [OptionRule(Pattern = true)]
    public IReadOnlyList<string> PromotionIgnoreHostnameFilters { get; init; } = [];

    /// <summary>Instances whose failures are not recovered; same form. Default none.</summary>
    [OptionRule(Pattern = true)]
    public IReadOnlyList<string> RecoveryIgnoreHostnameFilters { get; init; } = [];

    /// <summary>Minutes for which a detected failure is not announced again. Default 60.</summary>
    public int FailureDetectionPeriodBlockMinutes { get; init; } = 60;

    /// <summary>Seconds after a recovery in which its cluster is not recovered again without being asked. Default 3600. 0 leaves it to <see cref="RecoveryPeriodBlockMinutes"/>.</summary>
    public int RecoveryPeriodBlockSeconds { get; init; } = 3600;

    /// <summary>The same in minutes, an older key: counts where the seconds are 0 or not given. Default 60. Loaded options carry the outcome in <see cref="RecoveryPeriodBlockSeconds"/>.</summary>
    [OptionRule(Max = int.MaxValue / 60)]
    public int RecoveryPeriodBlockMinutes { get; init; } = 60;

    /// <summary>The new primary must be in the old one's data centre. Default false.</summary>
    public bool PreventCrossDataCenterMasterFailover { get; init; }

    /// <summary>The new primary must be in the old one's region. Default false.</summary>
    public bool PreventCrossRegionMasterFailover { get; init; }

    /// <summary>Refuse to promote an instance whose lag in minutes is at least this; needs <see cref="ReplicationLagQuery"/>. Default 0: no limit.</summary>
    [OptionRule(Max = int.MaxValue / 60)]
    public int FailMasterPromotionOnLagMinutes { get; init; }

    /// <summary>Refuse to promote an instance that has not applied all that it received. Default false; not together with <see cref="DelayMasterPromotionIfSQLThreadNotUpToDate"/>.</summary>
    public bool FailMasterPromotionIfSQLThreadNotUpToDate { get; init; }

    /// <summary>Wait until the instance has applied all that it received, then promote it. Default false.</summary>
    public bool DelayMasterPromotionIfSQLThreadNotUpToDate { get; init; }

    /// <summary>Check that the replication filters of source and replica agree before one is moved below the other. Default false.</summary>
    public bool VerifyReplicationFilters { get; init; }

    /// <summary>The number of semi-synchronous replicas must be what their primary waits for, not more. Default false.</summary>
    public bool EnforceExactSemiSyncReplicas { get; init; }

    /// <summary>Seconds for which a primary that waits for semi-synchronous replicas may stand still. Default 0: as <see cref="ReasonableReplicationLagSeconds"/>, which loaded options carry here.</summary>
    public int ReasonableLockedSemiSyncMasterSeconds { get; init; }

    /// <summary>Make a read-only primary writable. Default false.</summary>
    public bool RecoverNonWriteableMaster { get; init; }
}
