namespace Ham4Db.Storage;

/// <summary>A row whose content was read as a value.</summary>
/// <typeparam name="T">What the content is.</typeparam>
/// <param name="Value">The content.</param>
/// <param name="ETag">Version of the row, for a later conditional write.</param>
/// <param name="PartitionKey">Partition of the row.</param>
/// <param name="RowKey">Key of the row in its partition.</param>
public sealed record TypedRow<T>(T Value, string ETag, string PartitionKey, string RowKey);
