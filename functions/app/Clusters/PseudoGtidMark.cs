namespace Ham4Db.Functions.Clusters;

/// <summary>Says that Pseudo-GTID entries are written in a cluster.</summary>
/// <param name="At">When one was written (UTC); not always the latest.</param>
public sealed record PseudoGtidMark(DateTimeOffset At);
