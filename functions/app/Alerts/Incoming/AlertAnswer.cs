namespace Ham4Db.Functions.Alerts.Incoming;

/// <summary>What came of a message with alerts.</summary>
/// <param name="Probed">Instances that were probed, and that are probed by who watches them within a second.</param>
/// <param name="Ignored">Alerts that name nothing that is known or allowed.</param>
public sealed record AlertAnswer(IReadOnlyList<ProbedInstance> Probed, IReadOnlyList<IgnoredAlert> Ignored);
