namespace Ham4Db.Functions.Clusters;

/// <summary>Says until when the rows of a cluster's valid instances are known to be true, so that unchanged rows need no write.</summary>
/// <param name="At">When the latest round of full probes ended (UTC).</param>
/// <param name="Prober">The process that probes.</param>
public sealed record Heartbeat(DateTimeOffset At, string Prober);
