using Ham4Db.Storage;

namespace Ham4Db.Functions.Tests.Fakes;

/// <summary>A store that must be asked whether anything has changed, as Azure Tables must, and that counts what it is asked.</summary>
internal sealed class CountingStore(ITableStore store) : ITableStore
{
    private int _reads;
    private int _queries;
    private int _writes;

    public int Reads => _reads;

    public int Queries => _queries;

    public int Writes => _writes;

    /// <summary>Fails queries while it is set.</summary>
    public bool IsBroken { get; set; }

    public Task<StoredRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken ct)
    {
        Interlocked.Increment(ref _reads);
        return store.GetAsync(table, partitionKey, rowKey, ct);
    }

    public IAsyncEnumerable<StoredRow> QueryAsync(string table, RowRange range, CancellationToken ct)
    {
        Interlocked.Increment(ref _queries);
        return IsBroken ? throw new StoreUnavailableException("It is broken.") : store.QueryAsync(table, range, ct);
    }

    public Task<string> WriteAsync(string table, RowWrite write, CancellationToken ct)
    {
        Interlocked.Increment(ref _writes);
        return store.WriteAsync(table, write, ct);
    }

    public Task WriteBatchAsync(string table, IReadOnlyList<RowWrite> writes, CancellationToken ct)
    {
        Interlocked.Increment(ref _writes);
        return store.WriteBatchAsync(table, writes, ct);
    }
}
