namespace Ham4Db.Functions.Clusters;

/// <summary>Changes settings of a cluster.</summary>
/// <param name="Settings">What is to be set.</param>
/// <param name="Instead">In the place of this.</param>
public sealed record ChangeSettings(ClusterSettings Settings, ClusterSettings Instead);
