using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Audit.</summary>
internal sealed record LegacyAudit(long AuditId, string AuditTimestamp, string AuditType, LegacyKey AuditInstanceKey, string Message)
{
    public static LegacyAudit Of(AuditRecord record) => new(
        (record.At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
        LegacyTime.Text(record.At),
        record.Type,
        record.Instance is { } key ? LegacyKey.Of(key) : LegacyKey.None,
        record.Actor.Length > 0 ? $"{record.Message} ({record.Actor})" : record.Message);
}
