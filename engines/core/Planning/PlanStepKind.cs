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

    /// <summary>Point a replica at the new primary.</summary>
    Repoint,

    /// <summary>Point the demoted primary at the new one.</summary>
    RejoinOldPrimary,
}
