namespace Ham4Db.Core.Analysis;

/// <summary>The thresholds that the analysis uses.</summary>
public sealed record AnalysisPolicy
{
    /// <summary>Lag in seconds above which a replica counts as lagging.</summary>
    public long ReasonableReplicationLagSeconds { get; init; } = 10;

    /// <summary>Seconds for which a primary that waits for semi-synchronous replicas may stand still before it counts as locked.</summary>
    public long ReasonableLockedSemiSyncSeconds { get; init; } = 10;

    /// <summary>The number of semi-synchronous replicas must be exact.</summary>
    public bool EnforceExactSemiSyncReplicas { get; init; }

    /// <summary>A primary whose commits wait for semi-synchronous replicas gets more of them.</summary>
    public bool RecoverLockedSemiSyncPrimary { get; init; }

    /// <summary>A read-only primary is to be made writable.</summary>
    public bool RecoverNonWriteablePrimary { get; init; }
}
