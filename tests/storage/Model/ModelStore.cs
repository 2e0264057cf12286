using System.Runtime.CompilerServices;

namespace Ham4Db.Storage.Tests;

/// <summary>What a store of one table does, said as plainly as possible.</summary>
internal sealed class ModelStore : ITableStore
{
    private Dictionary<(string Partition, string Row), StoredRow> rows = [];
    private int etags;

    public Task<StoredRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken ct) =>
        Task.FromResult(rows.GetValueOrDefault((partitionKey, rowKey)));

    public async IAsyncEnumerable<StoredRow> QueryAsync(string table, RowRange range, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        var found = rows.Values
            .Where(row => (range.PartitionKey is null || row.PartitionKey == range.PartitionKey)
                && Within(row.PartitionKey, range.FromPartitionKey, range.ToPartitionKey)
                && Within(row.RowKey, range.FromRowKey, range.ToRowKey))
            .OrderBy(row => row.PartitionKey, StringComparer.Ordinal).ThenBy(row => row.RowKey, StringComparer.Ordinal);
        foreach (var row in found.Take(range.Limit ?? int.MaxValue))
            yield return row;
    }

    public Task<string> WriteAsync(string table, RowWrite write, CancellationToken ct) => Task.FromResult(Apply(table, write));

    public Task WriteBatchAsync(string table, IReadOnlyList<RowWrite> writes, CancellationToken ct)
    {
        if (writes.DistinctBy(write => (write.PartitionKey, write.RowKey)).Count() < writes.Count)
            throw new ArgumentException("twice", nameof(writes));
        foreach (var partition in writes.GroupBy(write => write.PartitionKey))
        {
            var before = new Dictionary<(string, string), StoredRow>(rows);
            try
            {
                foreach (var write in partition)
                    Apply(table, write);
            }
            catch (RowConflictException)
            {
                rows = before;
                throw;
            }
        }

        return Task.CompletedTask;
    }

    private static bool Within(string key, string? from, string? to) =>
        (from is null || string.CompareOrdinal(key, from) >= 0) && (to is null || string.CompareOrdinal(key, to) < 0);

    private string Apply(string table, RowWrite write)
    {
        var key = (write.PartitionKey, write.RowKey);
        var existing = rows.GetValueOrDefault(key);
        ConflictReason? conflict = write switch
        {
            { Kind: WriteKind.Insert } when existing is not null => ConflictReason.AlreadyExists,
            { Kind: WriteKind.Replace } when existing is null => ConflictReason.Missing,
            { Kind: WriteKind.Delete, IfMatch: not null } when existing is null => ConflictReason.Missing,
            { IfMatch: { } match } when existing!.ETag != match => ConflictReason.Changed,
            _ => null,
        };
        if (conflict is { } reason)
            throw new RowConflictException(table, write.PartitionKey, write.RowKey, reason);
        if (write.Kind == WriteKind.Delete)
        {
            rows.Remove(key);
            return "";
        }

        var etag = $"{++etags}";
        rows[key] = new(write.PartitionKey, write.RowKey, write.Json!, etag);
        return etag;
    }
}
