using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.V2;

/// <summary>An instance.</summary>
/// <param name="Key">Address.</param>
/// <param name="ClusterId">Its cluster.</param>
/// <param name="Role">What it is there.</param>
/// <param name="Depth">Sources between it and its root.</param>
/// <param name="Source">The known instance that it replicates from; null for none.</param>
/// <param name="Freshness">How old what we know of it is.</param>
/// <param name="LastCheckError">Why the latest probe failed; empty after a success.</param>
/// <param name="Problems">What is wrong with it, in the words of the older interfaces.</param>
/// <param name="PromotionRule">Rule in force.</param>
/// <param name="Downtime">Its downtime; null for none.</param>
/// <param name="Maintenance">The maintenance that it is under; null for none.</param>
/// <param name="IsDemoted">A failover took its role away and it has not rejoined.</param>
/// <param name="ErrantGtidSet">Transactions that it has and its source never had; empty for none, null when unknown.</param>
/// <param name="Snapshot">What its last good probe saw.</param>
internal sealed record InstanceView(
    InstanceKey Key,
    string ClusterId,
    InstanceRole Role,
    int Depth,
    InstanceKey? Source,
    Freshness Freshness,
    string LastCheckError,
    IReadOnlyList<string> Problems,
    PromotionRule PromotionRule,
    Downtime? Downtime,
    MaintenanceRecord? Maintenance,
    bool IsDemoted,
    string? ErrantGtidSet,
    InstanceSnapshot Snapshot)
{
    /// <summary>A failover took its role away, and it cannot rejoin because of transactions that only it has.</summary>
    public bool IsInvalidated => IsDemoted && !string.IsNullOrEmpty(ErrantGtidSet);

    public static InstanceView Of(KnownInstance instance)
    {
        var (member, topology) = (instance.Member, instance.Cluster.Topology);
        return new InstanceView(
            member.Key,
            instance.Cluster.Record.ClusterId,
            InstanceRoles.Of(topology, member.Key),
            topology.DepthOf(member.Key),
            topology.SourceOf(member.Key)?.Key,
            instance.Freshness,
            member.LastCheckError,
            instance.Problems,
            member.PromotionRule,
            member.Downtime,
            member.InMaintenance ? instance.Cluster.State.Maintenance[FleetTables.RowKey(member.Key)] : null,
            member.IsDemoted,
            member.ErrantGtidSet,
            member.Snapshot);
    }
}
