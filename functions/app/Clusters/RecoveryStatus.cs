namespace Ham4Db.Functions.Clusters;

/// <summary>Where a recovery stands.</summary>
public enum RecoveryStatus
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It did what it was for.</summary>
    Succeeded,

    /// <summary>It did not; its errors say why.</summary>
    Failed,
}
