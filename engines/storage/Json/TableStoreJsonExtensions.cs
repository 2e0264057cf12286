using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Ham4Db.Storage;

/// <summary>Rows as values instead of text. Content that is not a T is an <see cref="InvalidDataException"/> that names the row.</summary>
public static class TableStoreJsonExtensions
{
    /// <summary>Reads one row as a value; null if there is none.</summary>
    /// <param name="store">The store.</param>
    /// <param name="table">The table.</param>
    /// <param name="partitionKey">Partition of the row.</param>
    /// <param name="rowKey">Key of the row in its partition.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<TypedRow<T>?> GetAsync<T>(
        this ITableStore store, string table, string partitionKey, string rowKey, CancellationToken ct) =>
        await store.GetAsync(table, partitionKey, rowKey, ct) is { } row ? Read<T>(table, row) : null;

    /// <summary>Reads rows as values, in the order of <see cref="ITableStore.QueryAsync"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="table">The table.</param>
    /// <param name="range">Which rows.</param>
    /// <param name="ct">Gives up.</param>
    public static async IAsyncEnumerable<TypedRow<T>> QueryAsync<T>(
        this ITableStore store, string table, RowRange range, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in store.QueryAsync(table, range, ct))
            yield return Read<T>(table, row);
    }

    /// <summary>Writes one value and returns the row's new ETag.</summary>
    /// <param name="store">The store.</param>
    /// <param name="table">The table.</param>
    /// <param name="kind">Any kind but <see cref="WriteKind.Delete"/>.</param>
    /// <param name="partitionKey">Partition of the row.</param>
    /// <param name="rowKey">Key of the row in its partition.</param>
    /// <param name="value">The new content.</param>
    /// <param name="ifMatch">The ETag that the row must be at; null is unconditional.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="RowConflictException">The row is not as the write needs it; nothing was written.</exception>
    public static Task<string> WriteAsync<T>(
        this ITableStore store, string table, WriteKind kind, string partitionKey, string rowKey, T value, string? ifMatch, CancellationToken ct) =>
        store.WriteAsync(table, RowWrite.Of(kind, partitionKey, rowKey, value, ifMatch), ct);

    private static TypedRow<T> Read<T>(string table, StoredRow row)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(row.Json, StoreJson.Options) is { } value
                ? new(value, row.ETag, row.PartitionKey, row.RowKey)
                : throw new JsonException("The content is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"Row '{row.PartitionKey}' / '{row.RowKey}' of table '{table}' does not hold a {typeof(T).Name}: {e.Message}", e);
        }
    }
}
