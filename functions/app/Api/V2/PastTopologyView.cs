using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Upkeep.History;

namespace Ham4Db.Functions.Api.V2;

/// <summary>What a cluster looked like.</summary>
/// <param name="ClusterId">The cluster.</param>
/// <param name="At">The time that was asked for (UTC).</param>
/// <param name="ChangedAt">Since when it looked like that (UTC).</param>
/// <param name="FirstAt">Since when its history is kept (UTC).</param>
/// <param name="Primary">Its primary; null for none.</param>
/// <param name="Instances">Its instances, each after its source.</param>
internal sealed record PastTopologyView(
    string ClusterId, DateTimeOffset At, DateTimeOffset ChangedAt, DateTimeOffset FirstAt, InstanceKey? Primary, IReadOnlyList<PastInstanceView> Instances)
{
    public static PastTopologyView Of(TopologyHistoryHead head, DateTimeOffset at, HistoricTopology topology) => new(
        head.ClusterId,
        at,
        topology.At,
        head.FirstAt,
        topology.Instances.Values.Where(i => i.Role == InstanceRole.Primary).Select(i => (InstanceKey?)i.Key).FirstOrDefault(),
        PastInstanceView.Tree([.. topology.Instances.Values]));
}
