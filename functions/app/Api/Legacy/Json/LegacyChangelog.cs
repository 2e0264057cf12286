namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>ReplicationAnalysisChangelog.</summary>
internal sealed record LegacyChangelog(LegacyKey AnalyzedInstanceKey, IReadOnlyList<string> Changelog);
