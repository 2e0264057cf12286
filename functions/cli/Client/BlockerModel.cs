namespace Ham4Db.Cli.Client;

/// <summary>What forbids a plan.</summary>
internal sealed record BlockerModel(string Code, string Reason);
