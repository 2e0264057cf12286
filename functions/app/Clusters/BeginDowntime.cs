namespace Ham4Db.Functions.Clusters;

/// <summary>Begins a downtime.</summary>
/// <param name="Key">The instance.</param>
/// <param name="Downtime">From when to when, by whom and why.</param>
public sealed record BeginDowntime(InstanceKey Key, Downtime Downtime);
