namespace Ham4Db.Storage;

/// <summary>
/// Tables of JSON rows, keyed by partition and row, with optimistic concurrency. Every back end gives the same results and
/// enforces the same limits (<see cref="StoreLimits"/>), so what works on one works on the others.
/// <para>A table needs no creation: it is there, and empty, as soon as it is named. Names are letters and digits, start with
/// a letter, have 3 to 63 characters, and differ by more than case.</para>
/// <para>Every method throws <see cref="ArgumentException"/> for a name, key, content or range that breaks a rule, and
/// <see cref="StoreUnavailableException"/> if the back end cannot be reached, read or written.</para>
/// <para>A write that returned is durable. Of a write that threw <see cref="StoreUnavailableException"/> or was cancelled it is
/// not known whether it was applied: read the row to find out.</para>
/// </summary>
public interface ITableStore
{
    /// <summary>Reads one row; null if there is none.</summary>
    /// <param name="table">The table.</param>
    /// <param name="partitionKey">Partition of the row.</param>
    /// <param name="rowKey">Key of the row in its partition.</param>
    /// <param name="ct">Gives up.</param>
    Task<StoredRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken ct);

    /// <summary>
    /// Reads rows in ordinal order of partition key, then row key. Rows are fetched in pages while the caller enumerates: each
    /// row is whole, but rows written meanwhile may or may not be among them. The caller may write while it enumerates.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="range">Which rows.</param>
    /// <param name="ct">Gives up.</param>
    IAsyncEnumerable<StoredRow> QueryAsync(string table, RowRange range, CancellationToken ct);

    /// <summary>Writes one row and returns its new ETag, "" for a delete.</summary>
    /// <param name="table">The table.</param>
    /// <param name="write">The change.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="RowConflictException">The row is not as the write needs it; nothing was written.</exception>
    Task<string> WriteAsync(string table, RowWrite write, CancellationToken ct);

    /// <summary>
    /// Writes any number of rows of any number of partitions; no row may come twice. Rows are grouped by partition, in the order
    /// in which partitions first appear, and each partition in groups of at most <see cref="StoreLimits.MaxGroupRows"/> rows and
    /// <see cref="StoreLimits.MaxGroupJsonLength"/> characters of content, in the order given. Each group is applied as a whole or
    /// not at all, one after the other; the first group that fails ends the batch, and groups before it stay applied.
    /// So a batch of one partition within those sizes is atomic, and larger ones are not.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="writes">The changes.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="RowConflictException">A row is not as its write needs it; nothing of its group was written.</exception>
    Task WriteBatchAsync(string table, IReadOnlyList<RowWrite> writes, CancellationToken ct);
}
