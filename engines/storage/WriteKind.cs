namespace Ham4Db.Storage;

/// <summary>What a <see cref="RowWrite"/> does, and what it asks of the row as it stands.</summary>
public enum WriteKind
{
    /// <summary>Makes a row; a conflict if there is one.</summary>
    Insert,

    /// <summary>Overwrites a row; a conflict if there is none, or if it is not at the ETag asked for.</summary>
    Replace,

    /// <summary>Makes or overwrites a row; never a conflict.</summary>
    Upsert,

    /// <summary>
    /// Removes a row. Without an ETag a missing row is fine; with one it is a conflict, and so is a row at another ETag.
    /// </summary>
    Delete,
}
