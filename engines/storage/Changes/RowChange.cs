namespace Ham4Db.Storage;

/// <summary>A row was written or deleted.</summary>
/// <param name="Position">Place in the order of all changes, from 1; it only rises.</param>
/// <param name="Table">The table, in lower case.</param>
/// <param name="PartitionKey">Partition of the row.</param>
/// <param name="RowKey">Key of the row in its partition.</param>
public sealed record RowChange(long Position, string Table, string PartitionKey, string RowKey);
