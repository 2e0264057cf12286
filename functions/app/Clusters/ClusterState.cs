using Ham4Db.Functions.Alerts.Events;
using Ham4Db.Functions.Operations;

namespace Ham4Db.Functions.Clusters;

/// <summary>All decisions about one cluster. <see cref="ClusterEntity"/> is its only writer.</summary>
public sealed record ClusterState
{
    /// <summary>Epoch of the latest recovery or operation.</summary>
    public long Epoch { get; init; }

    /// <summary>The recovery that runs.</summary>
    public RecoveryRecord? ActiveRecovery { get; init; }

    /// <summary>The latest recovery that ended.</summary>
    public RecoveryRecord? LastRecovery { get; init; }

    /// <summary>The operation that runs; never one beside a recovery.</summary>
    public OperationRecord? ActiveOperation { get; init; }

    /// <summary>The latest operation that ended.</summary>
    public OperationRecord? LastOperation { get; init; }

    /// <summary>Recoveries that hold further automatic ones back, newest first.</summary>
    public IReadOnlyList<RecentRecovery> RecentRecoveries { get; init; } = [];

    /// <summary>Who became the primary last; null when nobody has.</summary>
    public LatestPromotion? LatestPromotion { get; init; }

    /// <summary>Demoted primaries that have not rejoined.</summary>
    public IReadOnlyList<DemotedInstance> Demoted { get; init; } = [];

    /// <summary>Downtimes, by the instance's key as text.</summary>
    public IReadOnlyDictionary<string, Downtime> Downtimes { get; init; } = new Dictionary<string, Downtime>();

    /// <summary>Maintenance, by the instance's key as text; see <see cref="MaintenanceRecord.IsActive"/>.</summary>
    public IReadOnlyDictionary<string, MaintenanceRecord> Maintenance { get; init; } = new Dictionary<string, MaintenanceRecord>();

    /// <summary>Registered promotion rules, by the instance's key as text.</summary>
    public IReadOnlyDictionary<string, RegisteredPromotionRule> PromotionRules { get; init; } = new Dictionary<string, RegisteredPromotionRule>();

    /// <summary>Hosts under which replicas are to find an instance, by its key as text.</summary>
    public IReadOnlyDictionary<string, string> VirtualNames { get; init; } = new Dictionary<string, string>();

    /// <summary>Alias that somebody gave the cluster, stronger than any other; empty for none.</summary>
    public string AliasOverride { get; init; } = "";

    /// <summary>Active detections.</summary>
    public IReadOnlyList<Detection> Detections { get; init; } = [];

    /// <summary>Detections that were announced, each with the time of that: not again while that is recent.</summary>
    public IReadOnlyList<Detection> Announced { get; init; } = [];

    /// <summary>What was decided and is yet to be put on its way to webhooks: it is written with the decision itself, so that neither is without the other.</summary>
    public IReadOnlyList<HookEvent> Outbox { get; init; } = [];

    /// <summary>The latest recovery that was refused; null when none is wanted.</summary>
    public BlockedRecovery? Block { get; init; }

    /// <summary>Automatic recoveries of this cluster are switched off.</summary>
    public bool AreRecoveriesDisabled { get; init; }
}
