namespace Ham4Db.Cli.Client;

/// <summary>An audit record, as the older interface tells it.</summary>
internal sealed record AuditModel(string AuditTimestamp, string AuditType, InstanceAddress AuditInstanceKey, string Message);
