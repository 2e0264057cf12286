namespace Ham4Db.Functions.Clusters;

/// <summary>Where a recovery stands.</summary>
public enum RecoveryStatus
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>The cluster has a new primary.</summary>
    Succeeded,

    /// <summary>It ended without a new primary; its errors say why.</summary>
    Failed,
}
