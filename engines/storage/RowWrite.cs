using System.Text.Json;

namespace Ham4Db.Storage;

/// <summary>One change of one row.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="PartitionKey">Partition of the row; at most 1 KiB, see <see cref="StoreLimits.MaxKeyLength"/>.</param>
/// <param name="RowKey">Key of the row in its partition; same limit.</param>
/// <param name="Json">
/// The new content, for every kind but <see cref="WriteKind.Delete"/>; at most <see cref="StoreLimits.MaxJsonLength"/> characters.
/// </param>
/// <param name="IfMatch">
/// The ETag that the row must be at, for <see cref="WriteKind.Replace"/> and <see cref="WriteKind.Delete"/>; null is unconditional.
/// </param>
public sealed record RowWrite(WriteKind Kind, string PartitionKey, string RowKey, string? Json = null, string? IfMatch = null)
{
    /// <summary>A write whose content is a value, serialized as <see cref="StoreJson"/> does.</summary>
    /// <param name="kind">Any kind but <see cref="WriteKind.Delete"/>.</param>
    /// <param name="partitionKey">Partition of the row.</param>
    /// <param name="rowKey">Key of the row in its partition.</param>
    /// <param name="value">The new content.</param>
    /// <param name="ifMatch">The ETag that the row must be at; null is unconditional.</param>
    public static RowWrite Of<T>(WriteKind kind, string partitionKey, string rowKey, T value, string? ifMatch = null) =>
        new(kind, partitionKey, rowKey, JsonSerializer.Serialize(value, StoreJson.Options), ifMatch);
}
