namespace Ham4Db.Core.Analysis;

/// <summary>What is done about a finding.</summary>
public enum FindingAction
{
    /// <summary>Nothing: it is shown.</summary>
    None,

    /// <summary>It is registered as a detection and alerts go out; nothing is changed.</summary>
    Detect,

    /// <summary>The primary gets a successor.</summary>
    RecoverPrimary,

    /// <summary>The replicas of an intermediate primary get another source.</summary>
    RecoverIntermediatePrimary,

    /// <summary>The other co-primary takes over.</summary>
    RecoverCoPrimary,

    /// <summary>The replicas of a group member get another source.</summary>
    RecoverGroupMember,

    /// <summary>Semi-synchronous replicas are switched on or off.</summary>
    RecoverSemiSync,

    /// <summary>The primary is made writable.</summary>
    MakeWritable,

    /// <summary>One of two primaries is stopped.</summary>
    RecoverDuplicatePrimary,

    /// <summary>A standby that is down is started.</summary>
    RecoverStandby,
}
