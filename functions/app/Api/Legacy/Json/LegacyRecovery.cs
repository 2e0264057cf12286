namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>TopologyRecovery, its properties in the order in which older clients get them.</summary>
internal sealed record LegacyRecovery
{
    public long Id { get; init; }

    public string UID { get; init; } = "";

    public required LegacyAnalysis AnalysisEntry { get; init; }

    public LegacyKey? SuccessorKey { get; init; }

    public string SuccessorAlias { get; init; } = "";

    public LegacyCoordinates? SuccessorBinlogCoordinates { get; init; }

    public bool IsActive { get; init; }

    public bool IsSuccessful { get; init; }

    public IReadOnlyList<LegacyKey> LostReplicas { get; init; } = [];

    public IReadOnlyList<LegacyKey> ParticipatingInstanceKeys { get; init; } = [];

    public IReadOnlyList<string> AllErrors { get; init; } = [];

    public string RecoveryStartTimestamp { get; init; } = "";

    public string RecoveryEndTimestamp { get; init; } = "";

    public string ProcessingNodeHostname { get; init; } = "";

    public string ProcessingNodeToken { get; init; } = "";

    public bool Acknowledged { get; init; }

    public string AcknowledgedAt { get; init; } = "";

    public string AcknowledgedBy { get; init; } = "";

    public string AcknowledgedComment { get; init; } = "";

    public long LastDetectionId { get; init; }

    public long RelatedRecoveryId { get; init; }

    public string Type { get; init; } = "";

    public string RecoveryType { get; init; } = "";
}
