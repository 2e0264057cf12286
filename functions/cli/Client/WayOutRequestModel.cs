namespace Ham4Db.Cli.Client;

/// <summary>The operation of a way out.</summary>
internal sealed record WayOutRequestModel(string Kind);
