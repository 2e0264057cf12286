using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Clusters;

/// <summary>Input of a recovery.</summary>
public sealed record RecoveryRequest
{
    /// <summary>Actor of recoveries that nobody asked for.</summary>
    public const string AutomaticActor = "ham4db";

    /// <summary>Id of the recovery, made by who asks; empty to have one made.</summary>
    public string Uid { get; init; } = "";

    /// <summary>The cluster.</summary>
    public required string ClusterId { get; init; }

    /// <summary>Its name now.</summary>
    public string ClusterName { get; init; } = "";

    /// <summary>Its alias now.</summary>
    public string ClusterAlias { get; init; } = "";

    /// <summary>What it is for.</summary>
    public RecoveryKind Kind { get; init; }

    /// <summary>The finding that it answers.</summary>
    public AnalysisCode Code { get; init; }

    /// <summary>The instance that it is about: the primary that loses its role, the source that is lost, or the primary whose settings change.</summary>
    public required InstanceKey Primary { get; init; }

    /// <summary>Its replicas now.</summary>
    public IReadOnlyList<InstanceKey> Replicas { get; init; } = [];

    /// <summary>The successor that was asked for; null to choose the best.</summary>
    public InstanceKey? Designated { get; init; }

    /// <summary>Choose a successor of a planned takeover where none is designated and there are several.</summary>
    public bool ChooseSuccessor { get; init; }

    /// <summary>Start replication on the demoted primary after a planned takeover.</summary>
    public bool StartOldPrimary { get; init; }

    /// <summary>A person asked: blocks and switches are passed over.</summary>
    public bool IsForced { get; init; }

    /// <summary>Treat the primary as dead even if it answers: it is fenced first.</summary>
    public bool IgnoreLiveness { get; init; }

    /// <summary>The command that asks, by orchestrator's name as far as that tells hooks; empty for none.</summary>
    public string Command => this switch
    {
        { Kind: RecoveryKind.PlannedTakeover } => "graceful-master-takeover",
        { IgnoreLiveness: true, Designated: null } => "force-master-failover",
        { IgnoreLiveness: true } => "force-master-takeover",
        _ => "",
    };

    /// <summary>Who asked.</summary>
    public string Actor { get; init; } = AutomaticActor;

    /// <summary>The process that found the primary dead; empty when it is somebody's word.</summary>
    public string SeenBy { get; init; } = "";

    /// <summary>When the trouble was first noticed (UTC).</summary>
    public DateTimeOffset? NoticedAt { get; init; }
}
