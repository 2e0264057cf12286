namespace Ham4Db.Core.Model;

/// <summary>Semi-synchronous replication of an instance, as settings and as state.</summary>
public sealed record SemiSyncStatus
{
    /// <summary>Whether both sides' settings exist on the server (plugin or built in).</summary>
    public bool IsAvailable { get; init; }

    /// <summary>Source side switched on.</summary>
    public bool SourceEnabled { get; init; }

    /// <summary>Replica side switched on.</summary>
    public bool ReplicaEnabled { get; init; }

    /// <summary>Source side is in force now (has not fallen back to asynchronous).</summary>
    public bool SourceActive { get; init; }

    /// <summary>Replica side is in force now.</summary>
    public bool ReplicaActive { get; init; }

    /// <summary>Acknowledgements that a commit waits for.</summary>
    public int WaitForReplicaCount { get; init; }

    /// <summary>Semi-synchronous replicas connected.</summary>
    public int ConnectedReplicas { get; init; }

    /// <summary>Milliseconds that a commit waits before it falls back to asynchronous.</summary>
    public long TimeoutMilliseconds { get; init; }

    /// <summary>A commit goes on without a copy where no synchronous standby is there (openGauss: most_available_sync).</summary>
    public bool GoesOnAlone { get; init; }

    /// <summary>The wait point is after the binary log sync and before the storage commit (lossless).</summary>
    public bool IsLossless { get; init; }

    /// <summary>Priority from DetectSemiSyncEnforcedQuery; 0 is always asynchronous.</summary>
    public int Priority { get; init; }
}
