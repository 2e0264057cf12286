namespace Ham4Db.Cli.Client;

/// <summary>What a plan would lose.</summary>
internal sealed record LossModel(string Durability, string MissingGtidSet, string Description);
