using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>A finding that was registered, kept when it has gone.</summary>
/// <param name="Id">Number; microseconds since 1970.</param>
/// <param name="At">When it was first seen (UTC).</param>
/// <param name="ClusterId">Its cluster.</param>
/// <param name="ClusterName">Name of the cluster then.</param>
/// <param name="ClusterAlias">Alias of the cluster then.</param>
/// <param name="Instance">The instance.</param>
/// <param name="Code">What was found.</param>
/// <param name="Description">It in words.</param>
/// <param name="Replicas">Replicas of the instance then.</param>
/// <param name="RecoveryUid">The recovery that answered it; null for none.</param>
internal sealed record DetectionView(
    long Id,
    DateTimeOffset At,
    string ClusterId,
    string ClusterName,
    string ClusterAlias,
    InstanceKey Instance,
    AnalysisCode Code,
    string Description,
    IReadOnlyList<InstanceKey> Replicas,
    string? RecoveryUid)
{
    public static DetectionView Of(RelatedDetection related)
    {
        var (record, detection) = (related.Record, related.Record.Detection);
        return new DetectionView(
            record.NumericId,
            detection.At,
            record.ClusterId,
            detection.ClusterName,
            detection.ClusterAlias,
            detection.Instance,
            detection.Code,
            detection.Description,
            detection.Replicas,
            related.Recovery?.Uid);
    }
}
