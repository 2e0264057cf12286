namespace Ham4Db.Cli.Client;

/// <summary>A key and its value.</summary>
internal sealed record PairModel(string Key, string Value);
