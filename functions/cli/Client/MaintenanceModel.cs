namespace Ham4Db.Cli.Client;

/// <summary>A maintenance, as the older interface tells it.</summary>
internal sealed record MaintenanceModel(long MaintenanceId, InstanceAddress Key, string BeginTimestamp, string Owner, string Reason);
