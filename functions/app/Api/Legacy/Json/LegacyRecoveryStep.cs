namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>TopologyRecoveryStep.</summary>
internal sealed record LegacyRecoveryStep(long Id, string RecoveryUID, string AuditAt, string Message);
