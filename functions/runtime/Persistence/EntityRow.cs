namespace Ham4Db.Runtime.Persistence;

/// <summary>An entity as stored.</summary>
/// <param name="State">Its state as JSON; null when it has none.</param>
/// <param name="LockId">The lock that is held on it.</param>
/// <param name="LockedBy">The orchestration that holds the lock.</param>
/// <param name="ModifiedAt">When it was last saved.</param>
internal sealed record EntityRow(string? State, string? LockId, string? LockedBy, DateTime ModifiedAt)
{
    public static EntityRow Empty { get; } = new(null, null, null, default);
}
