using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Clusters;

/// <summary>What would happen if the primary died now, so that a cluster that could not fail over is known before it has to.</summary>
/// <param name="Candidate">Who would take over; null when nobody may.</param>
/// <param name="Blockers">What would forbid it.</param>
public sealed record FailoverOutlook(InstanceKey? Candidate, IReadOnlyList<PlanBlocker> Blockers);
