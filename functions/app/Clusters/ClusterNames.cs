using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Clusters;

/// <summary>The names by which filters of the configuration choose a cluster.</summary>
/// <param name="Name">The address of its primary, else its id.</param>
/// <param name="Alias">Its alias, as <see cref="ClusterAlias"/> chooses it.</param>
public sealed record ClusterNames(string Name, string Alias)
{
    /// <summary>The names of a cluster.</summary>
    /// <param name="options">Configuration.</param>
    /// <param name="topology">The cluster.</param>
    /// <param name="former">Its name before, where it has no primary now; null for none.</param>
    public static ClusterNames Of(Ham4DbOptions options, ClusterTopology topology, string? former = null)
    {
        var name = topology.Primary?.Key.ToString() ?? former ?? topology.ClusterId;
        return new ClusterNames(name, ClusterAlias.Choose(topology, name, options));
    }

    /// <summary>Whether at least one filter chooses the cluster.</summary>
    public bool AreChosenBy(IReadOnlyList<string> filters) => ClusterFilters.Matches(filters, Name, Alias);
}
