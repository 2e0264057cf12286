using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Makes what older clients get of findings. Pure.</summary>
internal static class DetectionMapper
{
    /// <summary>A finding that was registered, in the shape of a recovery.</summary>
    public static LegacyRecovery Map(RelatedDetection related, Ham4DbOptions options, DateTimeOffset now)
    {
        var detection = related.Record.Detection;
        return new LegacyRecovery
        {
            Id = related.Record.NumericId,
            AnalysisEntry = new LegacyAnalysis
            {
                AnalyzedInstanceKey = LegacyKey.Of(detection.Instance),
                ClusterDetails = LegacyClusterInfo.Of(
                    detection.ClusterName, detection.ClusterAlias, domain: "", detection.Replicas.Count + 1, options),
                CountReplicas = detection.Replicas.Count,
                Replicas = LegacyKey.List(detection.Replicas),
                Analysis = FailureAnalysis.LegacyName(detection.Code),
                Description = detection.Description,
            },
            SuccessorKey = LegacyKey.None,
            IsActive = detection.At.AddMinutes(options.FailureDetectionPeriodBlockMinutes) > now,
            RecoveryStartTimestamp = LegacyTime.Text(detection.At),
            RelatedRecoveryId = related.Recovery?.NumericId ?? 0,
        };
    }

    /// <summary>What the analysis said of an instance, a text for each change.</summary>
    public static LegacyChangelog Map(IGrouping<InstanceKey, AnalysisChange> changes) => new(
        LegacyKey.Of(changes.Key), [.. changes.Select(change => $"{LegacyTime.Text(change.At)};{FailureAnalysis.LegacyName(change.Code)},")]);
}
