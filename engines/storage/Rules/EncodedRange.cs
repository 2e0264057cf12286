namespace Ham4Db.Storage;

/// <summary>A range that keeps all rules, with its bounds as keys are stored.</summary>
internal sealed record EncodedRange(
    string? PartitionKey, string? FromRowKey, string? ToRowKey, string? FromPartitionKey, string? ToPartitionKey, int? Limit);
