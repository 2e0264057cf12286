namespace Ham4Db.Core.Planning;

/// <summary>Why a cluster is changed.</summary>
public enum RecoveryKind
{
    /// <summary>The primary, or a co-primary, is lost.</summary>
    DeadPrimary,

    /// <summary>The primary is well and hands its role over.</summary>
    PlannedTakeover,

    /// <summary>An intermediate primary is lost to its replicas: they get other sources.</summary>
    DeadIntermediate,

    /// <summary>A member of a group is lost to its replicas: they get another member as their source.</summary>
    DeadGroupMember,

    /// <summary>The primary has too few or too many semi-synchronous replicas.</summary>
    SemiSyncReplicas,

    /// <summary>The primary is read-only.</summary>
    ReadOnlyPrimary,

    /// <summary>Two instances accept writes as a primary: one of them is stopped.</summary>
    DuplicatePrimary,

    /// <summary>A standby is down: it is started.</summary>
    DeadStandby,
}
