namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths that keep a fleet in order: maintenance, tags, pools, candidates, detections, history, keys, measurements.</summary>
internal sealed partial class LegacyTable
{
    private IReadOnlyList<LegacyRoute> Upkeep =>
    [
        Change("begin-maintenance/{host}/{port}/{owner}/{reason}", maintenance.BeginAsync),
        Change("end-maintenance/{host}/{port}", maintenance.EndAsync),
        Change("end-maintenance/{maintenanceKey}", maintenance.EndByIdAsync),
        Read("in-maintenance/{host}/{port}", maintenance.IsInAsync),
        Read("maintenance", maintenance.ListAsync),

        Read("tagged", tags.FindAsync),
        Read("tags/{host}/{port}", tags.ListAsync),
        Read("tag-value/{host}/{port}/{tagName?}", tags.ValueAsync),
        Change("tag/{host}/{port}", tags.PutAsync),
        Change("tag/{host}/{port}/{tagName}/{tagValue}", tags.PutAsync),
        Change("untag/{host}/{port}/{tagName?}", tags.RemoveAsync),
        Change("untag-all", tags.RemoveEverywhereAsync),
        Change("untag-all/{tagName}/{tagValue}", tags.RemoveEverywhereAsync),

        Change("submit-pool-instances/{pool}", pools.SubmitAsync),
        Read("cluster-pool-instances/{hint}/{pool?}", pools.InstancesAsync),
        Read("heuristic-cluster-pool-instances/{hint}/{pool?}", pools.UsableAsync),
        Read("heuristic-cluster-pool-lag/{hint}/{pool?}", pools.LagAsync),
        Read("cluster-osc-slaves/{hint}", pools.ControlReplicasAsync),
        Read("cluster-osc-replicas/{hint}", pools.ControlReplicasAsync),

        Read("bulk-instances", bulk.InstancesAsync),
        Read("bulk-promotion-rules", bulk.PromotionRulesAsync),

        Read("audit-failure-detection/{page?}", detections.ListAsync),
        Read("audit-failure-detection/id/{id}", detections.GetAsync),
        Read("audit-failure-detection/alias/{alias}/{page?}", detections.ListAsync),
        Read("replication-analysis-changelog", detections.ChangelogAsync),

        Change("snapshot-topologies", publishing.SnapshotAsync),
        Change("submit-masters-to-kv-stores/{hint?}", publishing.SubmitPrimariesAsync),

        Read("discovery-metrics-raw/{seconds}", measurements.RawAsync),
        Read("discovery-metrics-aggregated/{seconds}", measurements.SummaryAsync),
    ];
}
