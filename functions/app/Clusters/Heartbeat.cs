namespace Ham4Db.Functions.Clusters;

/// <summary>Says until when the rows of a cluster's valid instances are known to be true, so that unchanged rows need no write.</summary>
/// <param name="At">When the latest round of full probes ended (UTC).</param>
/// <param name="Prober">The process that probes.</param>
/// <param name="IntervalSeconds">
/// So long after this one the next comes at the latest. Until then the rows are as true as while it was new: whatever a probe changes is written at once, and so all that is
/// not known meanwhile is whether the prober lives. 0: there is one after every round.
/// </param>
public sealed record Heartbeat(DateTimeOffset At, string Prober, int IntervalSeconds = 0);
