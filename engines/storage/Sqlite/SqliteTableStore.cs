using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace Ham4Db.Storage;

/// <summary>
/// Tables in one SQLite file, in write-ahead mode, flushed to disk before a write is acknowledged. Several processes may have
/// the same file open. Writes of one process that arrive together are committed together.
/// </summary>
public sealed class SqliteTableStore : ITableStore, IChangeFeed, IAsyncDisposable
{
    private readonly SqliteFile file;
    private readonly SqliteWriter writer;
    private readonly SqliteChangeReader changes;
    private volatile bool closed;

    /// <summary>Opens the file; makes it, and its folder, if it is missing.</summary>
    /// <param name="filePath">The file. Two more lie beside it while it is open (-wal, -shm).</param>
    /// <param name="time">The clock from which ETags take their order; null for the system's.</param>
    /// <exception cref="StoreUnavailableException">The file or its folder cannot be made or written, or is no store.</exception>
    public SqliteTableStore(string filePath, TimeProvider? time = null)
    {
        file = new(filePath);
        writer = new(file, time ?? TimeProvider.System);
        changes = new(file);
    }

    /// <inheritdoc/>
    public Task<StoredRow?> GetAsync(string table, string partitionKey, string rowKey, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        StoreRules.CheckTable(table);
        var partition = StoreRules.EncodeKey(partitionKey, nameof(partitionKey));
        var row = StoreRules.EncodeKey(rowKey, nameof(rowKey));
        ct.ThrowIfCancellationRequested();
        try
        {
            using var connection = file.OpenForReading();
            using var command = connection.CreateCommand();
            command.CommandText =
                "SELECT json, etag FROM store_row WHERE table_name = $table AND partition_key = $partition AND row_key = $row";
            command.Parameters.AddWithValue("$table", SqliteRowWriter.TableName(table));
            command.Parameters.AddWithValue("$partition", partition);
            command.Parameters.AddWithValue("$row", row);
            using var reader = command.ExecuteReader();
            var found = reader.Read() ? new StoredRow(partitionKey, rowKey, reader.GetString(0), reader.GetString(1)) : null;
            return Task.FromResult(found);
        }
        catch (SqliteException e)
        {
            throw file.Unavailable(e);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<StoredRow> QueryAsync(string table, RowRange range, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        StoreRules.CheckTable(table);
        return ReadAsync(new(file, table, StoreRules.Encode(range)), ct);
    }

    /// <inheritdoc/>
    public Task<string> WriteAsync(string table, RowWrite write, CancellationToken ct)
    {
        StoreRules.CheckTable(table);
        return writer.Write(table, [[StoreRules.Encode(write)]], ct);
    }

    /// <inheritdoc/>
    public Task WriteBatchAsync(string table, IReadOnlyList<RowWrite> writes, CancellationToken ct)
    {
        StoreRules.CheckTable(table);
        var groups = StoreRules.Group(writes);
        return groups.Count == 0 ? Task.CompletedTask : writer.Write(table, groups, ct);
    }

    /// <inheritdoc/>
    public bool IsImmediate => true;

    /// <inheritdoc/>
    public ValueTask<long> GetPositionAsync(CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        return ValueTask.FromResult(changes.Position());
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<RowChange>?> ReadAsync(long after, int limit, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        return ValueTask.FromResult(changes.Read(after, limit));
    }

    /// <summary>Finishes the writes that wait, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        closed = true;
        await Task.Run(writer.Dispose);
        changes.Dispose();
        file.Release();
    }

    private static async IAsyncEnumerable<StoredRow> ReadAsync(SqliteRangeReader reader, [EnumeratorCancellation] CancellationToken ct)
    {
        List<StoredRow> page;
        do
        {
            // Elsewhere: a page may be megabytes from a slow disk, and the caller's thread may serve others.
            page = await Task.Run(reader.NextPage, ct);
            foreach (var row in page)
                yield return row;
        }
        while (page.Count > 0);
    }
}
