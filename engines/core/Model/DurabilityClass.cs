namespace Ham4Db.Core.Model;

/// <summary>What a cluster's replication promises about acknowledged transactions when its primary is lost.</summary>
public enum DurabilityClass
{
    /// <summary>A commit waits for nobody: a failover can lose acknowledged transactions.</summary>
    Asynchronous,

    /// <summary>A commit waits for replicas until a timeout, then goes on without them.</summary>
    SemiSynchronous,

    /// <summary>A commit waits for a synchronous standby or a quorum for as long as it takes.</summary>
    Synchronous,
}
