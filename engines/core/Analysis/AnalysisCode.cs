namespace Ham4Db.Core.Analysis;

/// <summary>Verdicts of the failure analysis. orchestrator's spelling of each is in the decision table.</summary>
public enum AnalysisCode
{
    /// <summary>Nothing is wrong.</summary>
    NoProblem,

    /// <summary>The primary cannot be reached and has no replicas.</summary>
    DeadPrimaryWithoutReplicas,

    /// <summary>The primary cannot be reached and none of its replicas replicates.</summary>
    DeadPrimary,

    /// <summary>Neither the primary nor any of its replicas can be reached.</summary>
    DeadPrimaryAndReplicas,

    /// <summary>The primary and some of its replicas cannot be reached; no other replicates.</summary>
    DeadPrimaryAndSomeReplicas,

    /// <summary>The primary cannot be reached and all its replicas lag.</summary>
    UnreachablePrimaryWithLaggingReplicas,

    /// <summary>The primary cannot be reached, but replicas replicate from it.</summary>
    UnreachablePrimary,

    /// <summary>Commits of the primary wait for semi-synchronous replicas that are not there.</summary>
    LockedSemiSyncPrimary,

    /// <summary>Commits of the primary may be waiting for semi-synchronous replicas.</summary>
    LockedSemiSyncPrimaryHypothesis,

    /// <summary>The primary has more semi-synchronous replicas than are wanted.</summary>
    PrimaryWithTooManySemiSyncReplicas,

    /// <summary>More than one instance of the cluster accepts writes as a primary.</summary>
    DuplicatePrimary,

    /// <summary>The primary is read-only.</summary>
    NoWriteablePrimary,

    /// <summary>The only replica of the primary does not replicate.</summary>
    PrimarySingleReplicaNotReplicating,

    /// <summary>The only replica of the primary cannot be reached.</summary>
    PrimarySingleReplicaDead,

    /// <summary>The primary is well and none of its replicas replicates.</summary>
    AllPrimaryReplicasNotReplicating,

    /// <summary>The primary is well; its replicas cannot be reached or do not replicate.</summary>
    AllPrimaryReplicasNotReplicatingOrDead,

    /// <summary>A co-primary cannot be reached and none of its replicas replicates.</summary>
    DeadCoPrimary,

    /// <summary>A co-primary and some of its replicas cannot be reached; no other replicates.</summary>
    DeadCoPrimaryAndSomeReplicas,

    /// <summary>A co-primary cannot be reached, but replicas replicate from it.</summary>
    UnreachableCoPrimary,

    /// <summary>A co-primary is well and none of its replicas replicates.</summary>
    AllCoPrimaryReplicasNotReplicating,

    /// <summary>An intermediate primary cannot be reached; its only replica cannot connect to it.</summary>
    DeadIntermediatePrimaryWithSingleReplicaFailingToConnect,

    /// <summary>An intermediate primary cannot be reached; its only replica does not replicate.</summary>
    DeadIntermediatePrimaryWithSingleReplica,

    /// <summary>An intermediate primary cannot be reached and none of its replicas replicates.</summary>
    DeadIntermediatePrimary,

    /// <summary>An intermediate primary and some of its replicas cannot be reached; no other replicates.</summary>
    DeadIntermediatePrimaryAndSomeReplicas,

    /// <summary>Neither an intermediate primary nor any of its replicas can be reached.</summary>
    DeadIntermediatePrimaryAndReplicas,

    /// <summary>An intermediate primary cannot be reached and all its replicas lag.</summary>
    UnreachableIntermediatePrimaryWithLaggingReplicas,

    /// <summary>An intermediate primary cannot be reached, but replicas replicate from it.</summary>
    UnreachableIntermediatePrimary,

    /// <summary>An intermediate primary is well; its replicas cannot connect to it or cannot be reached.</summary>
    AllIntermediatePrimaryReplicasFailingToConnectOrDead,

    /// <summary>An intermediate primary is well and none of its replicas replicates.</summary>
    AllIntermediatePrimaryReplicasNotReplicating,

    /// <summary>A binary log server cannot connect to its source.</summary>
    BinlogServerFailingToConnectToPrimary,

    /// <summary>A direct replica cannot connect to the primary.</summary>
    FirstTierReplicaFailingToConnectToPrimary,

    /// <summary>A group member cannot be reached and none of its replicas replicates.</summary>
    DeadReplicationGroupMemberWithReplicas,

    /// <summary>A standby that has nobody below it cannot be reached, or its database is down.</summary>
    DeadStandby,

    /// <summary>A cascade standby cannot be reached, or its database is down.</summary>
    DeadCascadeStandby,

    /// <summary>A former primary was fenced and is down: it rejoins as a standby.</summary>
    DownInstance,

    /// <summary>A standby cannot follow its source any more: it has to be built anew.</summary>
    NeedRepair,

    /// <summary>A cascade standby is well and receives from nobody.</summary>
    CascadeStandbyWithoutSource,

    /// <summary>A primary has no synchronous standby, though its commits are to wait for one.</summary>
    NoSynchronousStandby,
}
