namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths about clusters.</summary>
internal sealed partial class LegacyTable
{
    private IReadOnlyList<LegacyRoute> Clusters =>
    [
        Read("clusters", clusters.NamesAsync),
        Read("clusters-info", clusters.InfosAsync),
        Read("cluster/{hint}", clusters.InstancesAsync),
        Read("cluster/alias/{hint}", clusters.InstancesAsync),
        Read("cluster/instance/{host}/{port}", clusters.InstancesAsync),
        Read("cluster-info/{hint}", clusters.InfoAsync),
        Read("cluster-info/alias/{hint}", clusters.InfoAsync),
        Read("masters", clusters.PrimariesAsync),
        Read("master/{hint}", clusters.PrimaryAsync),
        Read("topology/{hint}", clusters.TopologyAsync),
        Read("topology/{host}/{port}", clusters.TopologyAsync),
        Read("topology-tabulated/{hint}", clusters.TabulatedAsync),
        Read("topology-tabulated/{host}/{port}", clusters.TabulatedAsync),
        Read("topology-tags/{hint}", clusters.TaggedTopologyAsync),
        Read("topology-tags/{host}/{port}", clusters.TaggedTopologyAsync),
    ];
}
