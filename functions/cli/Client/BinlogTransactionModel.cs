namespace Ham4Db.Cli.Client;

/// <summary>A transaction in a binary log.</summary>
internal sealed record BinlogTransactionModel(string Gtid, string File, long Position, IReadOnlyList<BinlogChangeModel> Changes);
