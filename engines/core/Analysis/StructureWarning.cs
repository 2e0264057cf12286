namespace Ham4Db.Core.Analysis;

/// <summary>Weaknesses of a topology that do no harm yet.</summary>
public enum StructureWarning
{
    /// <summary>No replica logs what it replicates, so none can have replicas of its own.</summary>
    NoLoggingReplicas,

    /// <summary>The replicas share no GTID, Pseudo-GTID or binary log server: they cannot be re-pointed safely.</summary>
    NoFailoverSupport,

    /// <summary>Some logging replicas use STATEMENT and some MIXED format.</summary>
    StatementAndMixedLoggingReplicas,

    /// <summary>Some logging replicas use STATEMENT and some ROW format.</summary>
    StatementAndRowLoggingReplicas,

    /// <summary>Some logging replicas use MIXED and some ROW format.</summary>
    MixedAndRowLoggingReplicas,

    /// <summary>Logging replicas run different major versions.</summary>
    MultipleMajorVersionsLoggingReplicas,

    /// <summary>The instance and its replicas differ in gtid_mode.</summary>
    DifferentGtidModes,

    /// <summary>A replica has transactions that its source never had.</summary>
    ErrantGtid,

    /// <summary>The primary is read-only.</summary>
    NoWriteablePrimary,

    /// <summary>Semi-synchronous replication has fallen back to asynchronous: too few replicas acknowledge.</summary>
    NotEnoughValidSemiSyncReplicas,
}
