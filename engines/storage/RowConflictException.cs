namespace Ham4Db.Storage;

/// <summary>A row was not as a write needed it to be. Read it again and decide anew.</summary>
/// <param name="table">The table.</param>
/// <param name="partitionKey">Partition of the row.</param>
/// <param name="rowKey">Key of the row in its partition.</param>
/// <param name="reason">What was found.</param>
public sealed class RowConflictException(string table, string partitionKey, string rowKey, ConflictReason reason)
    : Exception($"Row '{partitionKey}' / '{rowKey}' of table '{table}' {Explain(reason)}")
{
    /// <summary>The table.</summary>
    public string Table { get; } = table;

    /// <summary>Partition of the row.</summary>
    public string PartitionKey { get; } = partitionKey;

    /// <summary>Key of the row in its partition.</summary>
    public string RowKey { get; } = rowKey;

    /// <summary>What was found.</summary>
    public ConflictReason Reason { get; } = reason;

    private static string Explain(ConflictReason reason) => reason switch
    {
        ConflictReason.AlreadyExists => "exists already, so it was not inserted.",
        ConflictReason.Missing => "does not exist, so it was not changed.",
        _ => "was changed by another writer since it was read, so it was not written.",
    };
}
