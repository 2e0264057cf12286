using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>A finding that was registered, with the recovery that answered it.</summary>
/// <param name="Record">The finding.</param>
/// <param name="Recovery">The recovery; null for none.</param>
internal sealed record RelatedDetection(DetectionRecord Record, RecoveryRecord? Recovery)
{
    /// <summary>Finds the first recovery of the same instance from about the finding on. Pure.</summary>
    public static RelatedDetection Of(DetectionRecord record, IEnumerable<RecoveryRecord> recoveries)
    {
        var (instance, at) = (record.Detection.Instance, record.Detection.At);
        return new RelatedDetection(
            record,
            recoveries
                .Where(r => r.ClusterId == record.ClusterId && r.Failed == instance)
                .Where(r => r.StartedAt >= at - DetectionHistory.Before && r.StartedAt <= at + DetectionHistory.After)
                .MinBy(r => r.StartedAt));
    }
}
