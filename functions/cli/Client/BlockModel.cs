namespace Ham4Db.Cli.Client;

/// <summary>A recovery that is wanted and refused.</summary>
internal sealed record BlockModel(InstanceAddress Instance, string Reason);
