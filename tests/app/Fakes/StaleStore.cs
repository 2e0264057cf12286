using System.Collections.Concurrent;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Tests.Fakes;

/// <summary>A store that must be asked whether anything has changed, and whose lists may be old; single rows never are.</summary>
internal sealed class StaleStore(ITableStore store) : ITableStore
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<StoredRow>> _kept = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<StoredRow>> _once = new();

    /// <summary>From now on a list of all rows of this table is answered as it is now.</summary>
    public async Task KeepAsync(string table, CancellationToken cancellationToken) =>
        _kept[table] = await store.QueryAsync(table, new RowRange(table), cancellationToken).ToListAsync(cancellationToken);

    /// <summary>The next list of all rows of this table is empty.</summary>
    public void MissOnce(string table) => _once[table] = [];

    /// <summary>Whether <see cref="MissOnce"/> has been answered.</summary>
    public bool HasMissed(string table) => !_once.ContainsKey(table);

    public Task<StoredRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken ct) => store.GetAsync(table, partitionKey, rowKey, ct);

    public IAsyncEnumerable<StoredRow> QueryAsync(string table, RowRange range, CancellationToken ct) =>
        range.PartitionKey == table && (_once.TryRemove(table, out var rows) || _kept.TryGetValue(table, out rows)) ? rows.ToAsyncEnumerable() : store.QueryAsync(table, range, ct);

    public Task<string> WriteAsync(string table, RowWrite write, CancellationToken ct) => store.WriteAsync(table, write, ct);

    public Task WriteBatchAsync(string table, IReadOnlyList<RowWrite> writes, CancellationToken ct) => store.WriteBatchAsync(table, writes, ct);
}
