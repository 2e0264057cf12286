namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>BlockedTopologyRecovery.</summary>
internal sealed record LegacyBlockedRecovery(
    LegacyKey FailedInstanceKey, string ClusterName, string Analysis, string LastBlockedTimestamp, long BlockingRecoveryId);
