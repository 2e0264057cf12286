namespace Ham4Db.Storage;

/// <summary>
/// Tells which rows were changed, by whatever process, in the order of the changes. A change is told once it can be read, and whoever reads a position and then the rows
/// reads rows that are at least as new as that.
/// </summary>
public interface IChangeFeed
{
    /// <summary>Every change is there the moment its writer is told that it is durable; otherwise it is found within half a second.</summary>
    bool IsImmediate { get; }

    /// <summary>The position of the latest change; 0 before the first.</summary>
    ValueTask<long> GetPositionAsync(CancellationToken ct);

    /// <summary>Changes after a position, oldest first. Of several changes of one row only the last may be told.</summary>
    /// <param name="after">The position.</param>
    /// <param name="limit">Most changes to return, 1 or more.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>Null where changes after that position are not kept any more, or the position is of another feed: read everything anew.</returns>
    ValueTask<IReadOnlyList<RowChange>?> ReadAsync(long after, int limit, CancellationToken ct);
}
