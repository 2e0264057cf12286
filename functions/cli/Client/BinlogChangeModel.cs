namespace Ham4Db.Cli.Client;

/// <summary>One change of a transaction in a binary log.</summary>
internal sealed record BinlogChangeModel(string Kind, string Table, string Statement, int Events);
