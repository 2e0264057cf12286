namespace Ham4Db.Functions.Clusters;

/// <summary>What an instance is in its cluster.</summary>
public enum InstanceRole
{
    /// <summary>The primary in charge.</summary>
    Primary,

    /// <summary>One of several primaries that replicate from each other.</summary>
    CoPrimary,

    /// <summary>A replica with replicas of its own.</summary>
    Intermediate,

    /// <summary>A replica.</summary>
    Replica,

    /// <summary>It replicates from nobody and is not in charge: demoted, detached, or another address of a known server.</summary>
    Detached,
}
