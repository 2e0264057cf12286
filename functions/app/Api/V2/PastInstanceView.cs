using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2;

/// <summary>An instance as it was.</summary>
/// <param name="Depth">Sources between it and its root.</param>
/// <param name="Instance">The instance.</param>
internal sealed record PastInstanceView(int Depth, HistoricInstance Instance)
{
    /// <summary>Instances, each after its source.</summary>
    public static IReadOnlyList<PastInstanceView> Tree(IReadOnlyCollection<HistoricInstance> instances)
    {
        var known = instances.Select(i => i.Key).ToHashSet();
        var bySource = instances.OrderBy(i => i.Role != InstanceRole.Primary).ThenBy(i => i.Key)
            .ToLookup(i => i.Source is { } source && known.Contains(source) ? source : default);
        var shown = new HashSet<InstanceKey>();
        var tree = new List<PastInstanceView>();
        foreach (var root in bySource[default]) Add(root, 0);
        // Instances that replicated in a ring have no root.
        foreach (var member in instances.OrderBy(i => i.Role != InstanceRole.CoPrimary).ThenBy(i => i.Key)) Add(member, 0);
        return tree;

        void Add(HistoricInstance instance, int depth)
        {
            if (!shown.Add(instance.Key)) return;
            tree.Add(new PastInstanceView(depth, instance));
            foreach (var replica in bySource[instance.Key]) Add(replica, depth + 1);
        }
    }
}
