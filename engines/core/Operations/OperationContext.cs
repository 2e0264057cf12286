using Ham4Db.Core.Model;

namespace Ham4Db.Core.Operations;

/// <summary>What a rule looks at.</summary>
/// <param name="Topology">The cluster.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Policy">The user's rules.</param>
/// <param name="Instance">The instance that is operated on.</param>
/// <param name="Target">The second instance; null when none was named.</param>
public sealed record OperationContext(
    ClusterTopology Topology, OperationRequest Request, OperationPolicy Policy, ClusterMember Instance, ClusterMember? Target)
{
    /// <summary>Direct replicas of an instance that the request's pattern chooses, without one that is left out.</summary>
    public IReadOnlyList<ClusterMember> ChosenReplicasOf(ClusterMember source, ClusterMember? except = null) =>
        [.. Topology.ReplicasOf(source.Key).Where(r => r.Key != except?.Key && Policy.Chooses(r.Key))];
}
