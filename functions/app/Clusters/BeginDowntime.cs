namespace Ham4Db.Functions.Clusters;

/// <summary>Begins a downtime.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Downtime">From when to when, by whom and why.</param>
/// <param name="IsConditional">It is begun only in the place of <paramref name="Instead"/>.</param>
/// <param name="Instead">The downtime that runs; null for none.</param>
public sealed record BeginDowntime(InstanceKey Key, Downtime Downtime, bool IsConditional = false, Downtime? Instead = null);
