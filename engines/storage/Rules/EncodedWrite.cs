namespace Ham4Db.Storage;

/// <summary>A write that keeps all rules, with its keys as they are stored.</summary>
internal sealed record EncodedWrite(string PartitionKey, string RowKey, RowWrite Source)
{
    public WriteKind Kind => Source.Kind;

    public string? Json => Source.Json;

    public string? IfMatch => Source.IfMatch;

    public RowConflictException Conflict(string table, ConflictReason reason) =>
        new(table, Source.PartitionKey, Source.RowKey, reason);
}
