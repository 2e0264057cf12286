namespace Ham4Db.Storage.Tests.Purging;

/// <summary>A store whose tables have a prefix, so that tests on one server do not meet.</summary>
internal sealed class PrefixedStore(ITableStore store, string prefix) : ITableStore
{
    public Task<StoredRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken ct) =>
        store.GetAsync(prefix + table, partitionKey, rowKey, ct);

    public IAsyncEnumerable<StoredRow> QueryAsync(string table, RowRange range, CancellationToken ct) => store.QueryAsync(prefix + table, range, ct);

    public Task<string> WriteAsync(string table, RowWrite write, CancellationToken ct) => store.WriteAsync(prefix + table, write, ct);

    public Task WriteBatchAsync(string table, IReadOnlyList<RowWrite> writes, CancellationToken ct) => store.WriteBatchAsync(prefix + table, writes, ct);
}
