using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Reading;

/// <summary>The rows of a cluster as they were at a position of the store's changes.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="Version">Position of the latest change of these rows, the heartbeat's left out.</param>
/// <param name="Record">The cluster as a whole; null before it is first written.</param>
/// <param name="Members">Its instances, in the order of their rows.</param>
/// <param name="State">Decisions about it.</param>
/// <param name="Heartbeat">Its heartbeat; null before the first.</param>
internal sealed record ClusterImage(
    string ClusterId, long Version, ClusterRecord? Record, IReadOnlyList<ClusterMember> Members, ClusterState State, Heartbeat? Heartbeat)
{
    /// <summary>A cluster of which nothing is known.</summary>
    public static ClusterImage Empty(string clusterId, long version) => new(clusterId, version, null, [], new ClusterState(), null);
}
