namespace Ham4Db.Core.Planning;

/// <summary>Why a cluster gets a new primary.</summary>
public enum RecoveryKind
{
    /// <summary>The primary is lost.</summary>
    DeadPrimary,

    /// <summary>The primary is well and hands its role over.</summary>
    PlannedTakeover,
}
