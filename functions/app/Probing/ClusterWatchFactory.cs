namespace Ham4Db.Functions.Probing;

/// <summary>Makes the watch of a cluster.</summary>
public sealed class ClusterWatchFactory(WatchServices services)
{
    /// <summary>A watch that knows nothing yet.</summary>
    public ClusterWatch Create(string clusterId) => new(clusterId, services);
}
