namespace Ham4Db.Core.Model;

/// <summary>The instances of one cluster and how they replicate, at one moment. Immutable; roles and tiers are worked out from the snapshots alone.</summary>
public sealed partial class ClusterTopology
{
    readonly ReplicationGraph _graph;

    /// <summary>Makes the topology of <paramref name="members"/>.</summary>
    /// <param name="clusterId">Durable id of the cluster.</param>
    /// <param name="members">All known instances; duplicates of a key are an error.</param>
    /// <param name="alias">Alias of the cluster; empty for none.</param>
    public ClusterTopology(string clusterId, IEnumerable<ClusterMember> members, string alias = "")
    {
        ClusterId = clusterId;
        Alias = alias;
        Members = members.OrderBy(m => m.Key).ToDictionary(m => m.Key);
        _graph = new ReplicationGraph(Members);
        Primary = FindPrimary();
    }

    /// <summary>Durable id of the cluster.</summary>
    public string ClusterId { get; }

    /// <summary>Alias of the cluster; empty for none.</summary>
    public string Alias { get; }

    /// <summary>All known instances, by address, in the order of their keys.</summary>
    public IReadOnlyDictionary<InstanceKey, ClusterMember> Members { get; }
}
