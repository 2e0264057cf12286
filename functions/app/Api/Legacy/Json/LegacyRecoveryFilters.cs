namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Answer of <c>automated-recovery-filters</c>.</summary>
internal sealed record LegacyRecoveryFilters(
    IReadOnlyList<string> RecoverMasterClusterFilters,
    IReadOnlyList<string> RecoverIntermediateMasterClusterFilters,
    IReadOnlyList<string> RecoveryIgnoreHostnameFilters);
