namespace Ham4Db.Functions.Api.Topology;

/// <summary>The order in which a topology is drawn.</summary>
internal static class TopologyTree
{
    /// <summary>
    /// Every instance once, each after its source, with its depth. The primary comes first; co-primaries have depth 1, as if a common root stood above them;
    /// further roots (demoted, detached, of unknown source, other addresses of a server) follow.
    /// </summary>
    public static IEnumerable<(ClusterMember Member, int Depth)> Walk(ClusterTopology topology)
    {
        var seen = new HashSet<InstanceKey>();
        var members = topology.Members.Values;
        var coPrimaries = members.Where(m => topology.IsCoPrimary(m.Key)).ToList();
        var roots = coPrimaries.Select(m => (Member: m, Depth: 1))
            .Concat(members.Where(m => m.Key == topology.Primary?.Key).Select(m => (m, 0)))
            .Concat(members.Where(m => topology.SourceOf(m.Key) is null).Select(m => (m, 0)))
            .Concat(members.Select(m => (m, 0)));
        foreach (var co in coPrimaries) seen.Add(co.Key);
        foreach (var (root, depth) in roots)
        {
            if (depth == 0 && !seen.Add(root.Key)) continue;
            foreach (var node in Below(topology, root, depth, seen)) yield return node;
        }
    }

    private static IEnumerable<(ClusterMember Member, int Depth)> Below(ClusterTopology topology, ClusterMember top, int depth, HashSet<InstanceKey> seen)
    {
        yield return (top, depth);
        foreach (var replica in topology.ReplicasOf(top.Key).Where(r => seen.Add(r.Key)))
        {
            foreach (var node in Below(topology, replica, depth + 1, seen)) yield return node;
        }
    }
}
