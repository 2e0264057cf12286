using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2;

/// <summary>A cluster with everything that is known of it.</summary>
/// <param name="Cluster">The cluster as a whole.</param>
/// <param name="Members">Its instances, by address.</param>
/// <param name="State">The decisions about it.</param>
internal sealed record ClusterDetail(ClusterSummary Cluster, IReadOnlyList<InstanceView> Members, StateView State)
{
    public static ClusterDetail Of(ClusterView view, GlobalSwitch global) =>
        new(ClusterSummary.Of(view), [.. view.Instances.Select(InstanceView.Of)], StateView.Of(view, global));
}
