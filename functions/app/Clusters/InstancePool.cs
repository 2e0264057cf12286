namespace Ham4Db.Functions.Clusters;

/// <summary>A set of instances that is used as one, such as the replicas behind a load balancer.</summary>
/// <param name="Name">Name.</param>
/// <param name="Instances">Its instances, in the order of their keys.</param>
/// <param name="SubmittedAt">When it was submitted last (UTC).</param>
public sealed record InstancePool(string Name, IReadOnlyList<InstanceKey> Instances, DateTimeOffset SubmittedAt);
