namespace Ham4Db.Functions.Alerts.Events;

/// <summary>What is told: every placeholder of orchestrator's hooks under its name, and some more.</summary>
public sealed record HookFields
{
    /// <summary>The finding, by orchestrator's name; empty for none.</summary>
    public string FailureType { get; init; } = "";

    /// <summary><c>master</c>, <c>co-master</c>, <c>intermediate-master</c> or <c>group-member</c>.</summary>
    public string InstanceType { get; init; } = "";

    /// <summary>The instance is, or was, a primary.</summary>
    public bool IsMaster { get; init; }

    /// <summary>It is, or was, a co-primary.</summary>
    public bool IsCoMaster { get; init; }

    /// <summary>The finding in words.</summary>
    public string FailureDescription { get; init; } = "";

    /// <summary>The command that asked for it; empty when nobody did.</summary>
    public string Command { get; init; } = "";

    /// <summary>Host of the instance that it is about.</summary>
    public string FailedHost { get; init; } = "";

    /// <summary>Its port.</summary>
    public int FailedPort { get; init; }

    /// <summary>Name of the cluster.</summary>
    public string FailureCluster { get; init; } = "";

    /// <summary>Alias of the cluster.</summary>
    public string FailureClusterAlias { get; init; } = "";

    /// <summary>Domain of the cluster.</summary>
    public string FailureClusterDomain { get; init; } = "";

    /// <summary>Replicas that the instance had.</summary>
    public IReadOnlyList<string> ReplicaHosts { get; init; } = [];

    /// <summary>How many.</summary>
    public int CountReplicas => ReplicaHosts.Count;

    /// <summary>The same by its older name.</summary>
    public IReadOnlyList<string> SlaveHosts => ReplicaHosts;

    /// <summary>The same by its older name.</summary>
    public int CountSlaves => CountReplicas;

    /// <summary>The instance is downtimed.</summary>
    public bool IsDowntimed { get; init; }

    /// <summary>Its cluster's primary is replaced without being asked for.</summary>
    public bool AutoMasterRecovery { get; init; }

    /// <summary>The same for intermediates.</summary>
    public bool AutoIntermediateMasterRecovery { get; init; }

    /// <summary>The machine that tells.</summary>
    public string OrchestratorHost { get; init; } = "";

    /// <summary>Id of the recovery or operation; empty for none.</summary>
    public string RecoveryUID { get; init; } = "";

    /// <summary>It did what it was for.</summary>
    public bool IsSuccessful { get; init; }

    /// <summary>Replicas that were left behind.</summary>
    public IReadOnlyList<string> LostReplicas { get; init; } = [];

    /// <summary>How many.</summary>
    public int CountLostReplicas => LostReplicas.Count;

    /// <summary>The same by its older name.</summary>
    public IReadOnlyList<string> LostSlaves => LostReplicas;

    /// <summary>Host of the instance that took over, or is to; null for none.</summary>
    public string? SuccessorHost { get; init; }

    /// <summary>Its port.</summary>
    public int? SuccessorPort { get; init; }

    /// <summary>Where its binary log stood when it was last seen.</summary>
    public string? SuccessorBinlogCoordinates { get; init; }

    /// <summary>Its alias.</summary>
    public string? SuccessorAlias { get; init; }

    /// <summary>Id of the cluster, which stays when its primary changes.</summary>
    public string ClusterId { get; init; } = "";

    /// <summary>Who asked; <c>ham4db</c> when nobody did.</summary>
    public string Actor { get; init; } = "";

    /// <summary>What went wrong, a sentence each.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];
}
