namespace Ham4Db.Functions.Alerts.Incoming;

/// <summary>An instance that was probed because of an alert.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Answered">It answered.</param>
/// <param name="Problem">Why it did not; empty when it did.</param>
public sealed record ProbedInstance(InstanceKey Instance, bool Answered, string Problem);
