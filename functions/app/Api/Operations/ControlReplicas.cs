using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Chooses the replicas whose lag a tool that changes a schema online should look at: few, and from every tier. Pure.</summary>
internal static class ControlReplicas
{
    private const int OfEachKind = 2;
    private const int ThirdTier = 3;

    /// <summary>The two busiest intermediates below the primary, two of their replicas, two of the third tier, two leaves below the primary.</summary>
    public static IReadOnlyList<KnownInstance> Choose(ClusterView view)
    {
        var topology = view.Topology;
        var tiers = view.Instances.Where(IsFit).OrderByDescending(i => topology.ReplicasOf(i.Key).Count).ThenBy(i => i.Key).ToLookup(i => topology.DepthOf(i.Key));
        var intermediates = tiers[1].Where(i => topology.ReplicasOf(i.Key).Count > 0).Take(OfEachKind).ToList();
        var below = intermediates.SelectMany(intermediate => topology.ReplicasOf(intermediate.Key)
            .Select(member => new KnownInstance(view, member))
            .Where(IsFit)
            .OrderByDescending(i => topology.ReplicasOf(i.Key).Count)
            .Take(OfEachKind / intermediates.Count));
        var leaves = tiers[1].Where(i => topology.ReplicasOf(i.Key).Count == 0).Take(OfEachKind);
        return [.. intermediates, .. below, .. tiers[ThirdTier].Take(OfEachKind), .. leaves];
    }

    private static bool IsFit(KnownInstance instance) =>
        instance.Member is { IsLastCheckValid: true, Snapshot: { IsBinlogServer: false, IsReplica: true } }
        && !HostFilters.Matches(instance.Cluster.Options.OSCIgnoreHostnameFilters, instance.Key.Host, instance.Key.Port);
}
