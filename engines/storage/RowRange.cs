namespace Ham4Db.Storage;

/// <summary>
/// Which rows of a table a query returns: one partition, or part of one by row key, or a run of partitions, or everything.
/// Bounds are [from, to) in ordinal (UTF-16) order.
/// </summary>
/// <param name="PartitionKey">The one partition to read; null for several.</param>
/// <param name="FromRowKey">First row key of <paramref name="PartitionKey"/> to return; null starts at its first row.</param>
/// <param name="ToRowKey">Row key of <paramref name="PartitionKey"/> to stop before; null goes to its last row.</param>
/// <param name="Limit">Most rows to return, 1 or more; null for all.</param>
/// <param name="FromPartitionKey">First partition to return; null starts at the first. Not together with <paramref name="PartitionKey"/>.</param>
/// <param name="ToPartitionKey">Partition to stop before; null goes to the last. Not together with <paramref name="PartitionKey"/>.</param>
public sealed record RowRange(
    string? PartitionKey = null,
    string? FromRowKey = null,
    string? ToRowKey = null,
    int? Limit = null,
    string? FromPartitionKey = null,
    string? ToPartitionKey = null)
{
    /// <summary>The rows of one partition whose row keys start with a prefix.</summary>
    /// <param name="partitionKey">The partition.</param>
    /// <param name="prefix">The start of the row key; empty for the whole partition.</param>
    public static RowRange RowPrefix(string partitionKey, string prefix) =>
        new(partitionKey, FromRowKey: prefix, ToRowKey: After(prefix));

    /// <summary>The rows of every partition whose key starts with a prefix.</summary>
    /// <param name="prefix">The start of the partition key; empty for the whole table.</param>
    public static RowRange PartitionPrefix(string prefix) =>
        new(FromPartitionKey: prefix, ToPartitionKey: After(prefix));

    /// <summary>The smallest key above every key with this prefix; null if there is none.</summary>
    private static string? After(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        var kept = prefix.TrimEnd(char.MaxValue);
        return kept.Length == 0 ? null : kept[..^1] + (char)(kept[^1] + 1);
    }
}
