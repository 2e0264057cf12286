using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Maintenance.</summary>
internal sealed record LegacyMaintenance(
    long MaintenanceId, LegacyKey Key, string BeginTimestamp, long SecondsElapsed, bool IsActive, string Owner, string Reason)
{
    public static LegacyMaintenance Of(MaintenanceRecord maintenance, DateTimeOffset now) => new(
        maintenance.Id,
        LegacyKey.Of(maintenance.Key),
        LegacyTime.Text(maintenance.BeginsAt),
        (long)(now - maintenance.BeginsAt).TotalSeconds,
        maintenance.IsActive(now),
        maintenance.Owner,
        maintenance.Reason);
}
