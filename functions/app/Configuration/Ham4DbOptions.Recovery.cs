using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Configuration;

public sealed partial record Ham4DbOptions
{
    /// <summary>Clusters whose dead primary is replaced without being asked; see <see cref="ClusterFilters"/> for the form, <c>*</c> is all. Default none.</summary>
    public IReadOnlyList<string> RecoverMasterClusterFilters { get; init; } = [];

    /// <summary>Clusters whose dead intermediate primaries, and dead members of groups, are replaced as sources without being asked; same form. Default none.</summary>
    public IReadOnlyList<string> RecoverIntermediateMasterClusterFilters { get; init; } = [];

    /// <summary>What a failover may lose: <c>none</c> promotes the best instance whatever is lost, <c>prefer</c> prefers one that has everything, <c>require</c> refuses when something known would be lost. Default <c>prefer</c>.</summary>
    public DataLossPolicy DataLossPolicy { get; init; } = DataLossPolicy.Prefer;

    /// <summary>The same for single clusters: a filter as in <see cref="RecoverMasterClusterFilters"/>, to <c>none</c>, <c>prefer</c> or <c>require</c>. The first filter that fits counts. Default none.</summary>
    public IReadOnlyDictionary<string, string> DataLossPolicyByCluster { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Seconds for which a failover waits before it promotes, where the old primary could be neither reached nor made read-only and has an agent that fences itself:
    /// longer than that agent needs (<c>ServerPromotesAfterSeconds</c> of the agent is this). Heartbeats of that agent are not answered meanwhile. Default 0: it does not wait.
    /// </summary>
    [OptionRule(Min = 0, Max = 3600)]
    public int PromoteUnreachedAfterSeconds { get; init; }

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

    /// <summary>Wait until the instance has applied all that it received, then promote it: for as long as it gets on, at most a day, and no longer than <see cref="ReasonableReplicationLagSeconds"/> while it stands still. Default false: five minutes at most.</summary>
    public bool DelayMasterPromotionIfSQLThreadNotUpToDate { get; init; }

    /// <summary>Check that the replication filters of source and replica agree before one is moved below the other. Default false.</summary>
    public bool VerifyReplicationFilters { get; init; }

    /// <summary>The number of semi-synchronous replicas must be what their primary waits for, not more. Default false.</summary>
    public bool EnforceExactSemiSyncReplicas { get; init; }

    /// <summary>Seconds for which a primary that waits for semi-synchronous replicas may stand still. Default 0: as <see cref="ReasonableReplicationLagSeconds"/>, which loaded options carry here.</summary>
    public int ReasonableLockedSemiSyncMasterSeconds { get; init; }

    /// <summary>Let more replicas acknowledge when commits of a primary wait for acknowledgements that do not come. Default false; always done where nothing may be lost (<see cref="DataLossPolicy"/>).</summary>
    public bool RecoverLockedSemiSyncMaster { get; init; }

    /// <summary>Make a read-only primary writable, unless another instance may be writable. Default false.</summary>
    public bool RecoverNonWriteableMaster { get; init; }

    /// <summary>A dead co-primary is replaced by the other one or by nobody. Default true.</summary>
    public bool CoMasterRecoveryMustPromoteOtherCoMaster { get; init; } = true;

    /// <summary>Replicas that a failover leaves behind are detached from their lost source. Default true. Loaded options carry false only where this or the next key says so.</summary>
    public bool DetachLostReplicasAfterMasterFailover { get; init; } = true;

    /// <summary>The older name of <see cref="DetachLostReplicasAfterMasterFailover"/>. Default true.</summary>
    public bool DetachLostSlavesAfterMasterFailover { get; init; } = true;

    /// <summary>Minutes for which instances that a failover leaves behind are in downtime; it ends early when they are well. Default 0: until they are well.</summary>
    [OptionRule(Max = int.MaxValue / 60)]
    public int MasterFailoverLostInstancesDowntimeMinutes { get; init; }

    /// <summary>Replicas that are delayed by more minutes than this are moved after all others. Default 0: never. <c>PostponeSlaveRecoveryOnLagMinutes</c> is its older name.</summary>
    [OptionRule(Alias = "PostponeSlaveRecoveryOnLagMinutes", Max = int.MaxValue / 60)]
    public int PostponeReplicaRecoveryOnLagMinutes { get; init; }
}
