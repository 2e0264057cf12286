namespace Ham4Db.Core.Planning;

/// <summary>What a plan's step does.</summary>
public enum PlanStepKind
{
    /// <summary>Ask a lost primary, as far as it can be reached, to be read-only.</summary>
    FenceOldPrimary,

    /// <summary>Make sure that no replica receives from the old primary any more.</summary>
    StopReceiver,

    /// <summary>Let the candidate apply what it received, then fetch from a more advanced sibling (the step's source) what it lacks.</summary>
    CatchUp,

    /// <summary>Stop writes on a healthy primary: end clients' connections, read-only.</summary>
    DemoteOldPrimary,

    /// <summary>Let the candidate's applier run until it has applied everything (that it received, or that the step's source has).</summary>
    WaitForApply,

    /// <summary>Forget the source, make writable.</summary>
    Promote,

    /// <summary>Point a replica at its new source, after a change of the primary the new primary.</summary>
    Repoint,

    /// <summary>Point the demoted primary at the new one.</summary>
    RejoinOldPrimary,

    /// <summary>Mark a replica that is left behind, so that it does not replicate from its lost source again by itself.</summary>
    Detach,

    /// <summary>Switch the source side of semi-synchronous replication off on a replica: its applier would wait for replicas of its own.</summary>
    DisableSemiSyncSource,

    /// <summary>Let a replica acknowledge commits.</summary>
    EnableSemiSyncReplica,

    /// <summary>Let a replica acknowledge no commits any more.</summary>
    DisableSemiSyncReplica,

    /// <summary>Let a read-only primary accept writes.</summary>
    MakeWritable,

    /// <summary>Stop one of two primaries hard, and keep it from being one.</summary>
    StopDuplicatePrimary,

    /// <summary>Start a standby that is down.</summary>
    StartStandby,
}
