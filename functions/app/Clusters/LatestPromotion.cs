namespace Ham4Db.Functions.Clusters;

/// <summary>Who became the primary last.</summary>
/// <param name="Key">The instance.</param>
/// <param name="At">When its recovery ended (UTC).</param>
public sealed record LatestPromotion(InstanceKey Key, DateTimeOffset At);
