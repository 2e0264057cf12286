namespace Ham4Db.Cli.Client;

/// <summary>Deliveries that were put on their way.</summary>
internal sealed record ReplayModel(IReadOnlyList<string> Replayed);
