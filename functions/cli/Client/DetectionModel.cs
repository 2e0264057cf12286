namespace Ham4Db.Cli.Client;

/// <summary>A finding that was registered, as the older interface tells it.</summary>
internal sealed record DetectionModel(long Id, string RecoveryStartTimestamp, bool IsActive, long RelatedRecoveryId, DetectedModel AnalysisEntry);
