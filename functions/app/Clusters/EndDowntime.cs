namespace Ham4Db.Functions.Clusters;

/// <summary>Ends a downtime.</summary>
/// <param name="Key">The instance.</param>
/// <param name="IsConditional">It is ended only where it is <paramref name="Meant"/>.</param>
/// <param name="Meant">The downtime that is to end; null for none.</param>
public sealed record EndDowntime(InstanceKey Key, bool IsConditional = false, Downtime? Meant = null);
