namespace Ham4Db.Storage.Tests;

public sealed record PlannedWrite(WriteKind Kind, string PartitionKey, string RowKey, int Value, PlannedMatch Match);
