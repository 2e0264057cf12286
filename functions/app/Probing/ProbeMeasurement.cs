namespace Ham4Db.Functions.Probing;

/// <summary>How long a full probe took.</summary>
/// <param name="At">When it ended (UTC).</param>
/// <param name="Instance">The instance.</param>
/// <param name="Duration">How long the instance was waited for.</param>
/// <param name="Error">Why it failed; empty after a success.</param>
public sealed record ProbeMeasurement(DateTimeOffset At, InstanceKey Instance, TimeSpan Duration, string Error);
