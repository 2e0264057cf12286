namespace Ham4Db.Core.Ports;

/// <summary>Answer to a liveness question.</summary>
/// <param name="IsAlive">The server answered.</param>
/// <param name="IsWritable">It accepts writes of ordinary users; null when it did not answer.</param>
/// <param name="Failure">Why there was no answer; null when there was one.</param>
public sealed record LivenessOutcome(bool IsAlive, bool? IsWritable, ProbeFailure? Failure);
