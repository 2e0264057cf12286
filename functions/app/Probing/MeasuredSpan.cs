namespace Ham4Db.Functions.Probing;

/// <summary>The worst that was measured of an instance in a short span of time.</summary>
/// <param name="At">When the span began (UTC).</param>
/// <param name="ProbeMilliseconds">The longest that a full probe took.</param>
/// <param name="LagSeconds">The most that it lagged; null where it does not replicate or the lag is not known.</param>
/// <param name="IsUnanswered">A probe was not answered.</param>
public sealed record MeasuredSpan(DateTimeOffset At, double ProbeMilliseconds, int? LagSeconds, bool IsUnanswered);
