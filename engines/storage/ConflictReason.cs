namespace Ham4Db.Storage;

/// <summary>Why a write was refused.</summary>
public enum ConflictReason
{
    /// <summary>An insert found a row.</summary>
    AlreadyExists,

    /// <summary>A replace, or a delete with an ETag, found no row.</summary>
    Missing,

    /// <summary>The row is not at the ETag asked for: somebody else wrote it since it was read.</summary>
    Changed,
}
