using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.Topology;

namespace Ham4Db.Functions.Api.V2.Resources;

/// <summary>A cluster as a tree.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="Name">Its name.</param>
/// <param name="Alias">Its alias.</param>
/// <param name="Roots">The primary, or the primaries, and whoever else replicates from nobody that is known.</param>
internal sealed record TopologyView(string ClusterId, string Name, string Alias, IReadOnlyList<TopologyNode> Roots)
{
    public static TopologyView Of(ClusterView view)
    {
        var nodes = TopologyTree.Walk(view.Topology).ToList();
        var next = 0;
        List<TopologyNode> roots = [];
        while (next < nodes.Count) roots.Add(Take());
        return new TopologyView(view.Record.ClusterId, view.Record.Name, view.Record.Alias, roots);

        TopologyNode Take()
        {
            var (member, depth) = nodes[next++];
            List<TopologyNode> replicas = [];
            while (next < nodes.Count && nodes[next].Depth > depth) replicas.Add(Take());
            return new TopologyNode(InstanceView.Of(new KnownInstance(view, member)), replicas);
        }
    }
}
