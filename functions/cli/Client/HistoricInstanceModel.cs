namespace Ham4Db.Cli.Client;

/// <summary>An instance as it was.</summary>
internal sealed record HistoricInstanceModel(
    InstanceAddress Key, string Role, InstanceAddress? Source, bool IsAnswering, bool IsReplicating, bool IsReadOnly, bool IsDemoted, string Alias, string Version);
