namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>An instance with those that replicate from it.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Replicas">Its replicas, each with theirs.</param>
internal sealed record TopologyNode(InstanceView Instance, IReadOnlyList<TopologyNode> Replicas);
