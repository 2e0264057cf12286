namespace Ham4Db.Cli.Client;

/// <summary>Semi-synchronous replication of an instance.</summary>
internal sealed record SemiSyncModel(bool SourceEnabled, bool SourceActive);
