namespace Ham4Db.Cli.Client;

/// <summary>An instance as it was, and how deep it stood.</summary>
internal sealed record PastInstanceModel(int Depth, HistoricInstanceModel Instance);
