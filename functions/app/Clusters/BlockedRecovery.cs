using Ham4Db.Core.Analysis;

namespace Ham4Db.Functions.Clusters;

/// <summary>A recovery that was wanted and refused.</summary>
/// <param name="Instance">The instance that needs it.</param>
/// <param name="Code">Its finding.</param>
/// <param name="Reason">Why it was refused, and what would help.</param>
/// <param name="BlockingUid">The recovery that blocks it; empty when something else does.</param>
/// <param name="At">When it was last refused (UTC).</param>
/// <param name="Until">When the block ends by itself (UTC); null when only a person can end it.</param>
public sealed record BlockedRecovery(InstanceKey Instance, AnalysisCode Code, string Reason, string BlockingUid, DateTimeOffset At, DateTimeOffset? Until);
