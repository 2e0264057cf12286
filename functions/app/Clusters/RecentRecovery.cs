using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Clusters;

/// <summary>A recovery that ended, is not acknowledged, and holds further automatic ones back for a while.</summary>
/// <param name="Uid">Its id.</param>
/// <param name="Kind">What it was for.</param>
/// <param name="Failed">The instance that had failed.</param>
/// <param name="StartedAt">When it was opened (UTC).</param>
/// <param name="Status">How it ended.</param>
public sealed record RecentRecovery(string Uid, RecoveryKind Kind, InstanceKey Failed, DateTimeOffset StartedAt, RecoveryStatus Status);
