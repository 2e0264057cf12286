using Ham4Db.Storage;

namespace Ham4Db.Functions.Tests.Fakes;

/// <summary>A store that says of itself that it tells every change at once, and tells none.</summary>
internal sealed class SilentFeedStore(ITableStore store) : ITableStore, IChangeFeed
{
    public bool IsImmediate => true;

    public ValueTask<long> GetPositionAsync(CancellationToken ct) => ValueTask.FromResult(1L);

    public ValueTask<IReadOnlyList<RowChange>?> ReadAsync(long after, int limit, CancellationToken ct) => ValueTask.FromResult<IReadOnlyList<RowChange>?>([]);

    public Task<StoredRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken ct) => store.GetAsync(table, partitionKey, rowKey, ct);

    public IAsyncEnumerable<StoredRow> QueryAsync(string table, RowRange range, CancellationToken ct) => store.QueryAsync(table, range, ct);

    public Task<string> WriteAsync(string table, RowWrite write, CancellationToken ct) => store.WriteAsync(table, write, ct);

    public Task WriteBatchAsync(string table, IReadOnlyList<RowWrite> writes, CancellationToken ct) => store.WriteBatchAsync(table, writes, ct);
}
