using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Clusters;

/// <summary>What a cluster is called.</summary>
public static class ClusterAlias
{
    /// <summary>What somebody called it, else what its instances say (DetectClusterAliasQuery), the primary's word first; empty for nothing.</summary>
    public static string Suggested(ClusterTopology topology, ClusterState state) => state.AliasOverride.Length > 0
        ? state.AliasOverride
        : topology.Members.Values
            .OrderBy(m => m.Key != topology.Primary?.Key)
            .ThenBy(m => !m.IsLastCheckValid)
            .ThenBy(m => m.Key)
            .Select(m => m.Snapshot.ClusterAlias)
            .FirstOrDefault(a => a.Length > 0) ?? "";

    /// <summary>The alias in force: the suggested one, else the one that ClusterNameToAlias gives the name, else the name.</summary>
    public static string Choose(ClusterTopology topology, string name, Ham4DbOptions options)
    {
        if (topology.Alias.Length > 0) return topology.Alias;
        return options.ClusterNameToAlias.FirstOrDefault(pair => Patterns.IsMatch(pair.Key, name)) is { Value.Length: > 0 } found ? found.Value : name;
    }
}
