namespace Ham4Db.Storage;

/// <summary>A row as it was read.</summary>
/// <param name="PartitionKey">The first part of the key; rows that share it can be written atomically.</param>
/// <param name="RowKey">The second part of the key, unique within the partition.</param>
/// <param name="Json">The content.</param>
/// <param name="ETag">Opaque version of the row: it changes with every write, and is never used twice for one key.</param>
public sealed record StoredRow(string PartitionKey, string RowKey, string Json, string ETag);
