using Ham4Db.Functions.Api.Legacy.Calls;

namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Every path of the older interfaces that is served.</summary>
internal sealed class LegacyTable(
    InstanceCalls instances,
    ClusterCalls clusters,
    AnalysisCalls analysis,
    RecoveryCalls recovery,
    HistoryCalls history,
    AcknowledgeCalls acknowledge,
    DecisionCalls decisions,
    StatusCalls status)
{
    /// <summary>The table.</summary>
    public IReadOnlyList<LegacyRoute> Routes { get; } =
    [
        Change("discover/{host}/{port}", instances.DiscoverAsync),
        Change("async-discover/{host}/{port}", instances.DiscoverLaterAsync),
        Change("refresh/{host}/{port}", instances.RefreshAsync),
        Change("forget/{host}/{port}", instances.ForgetAsync),
        Change("forget-cluster/{hint}", instances.ForgetClusterAsync),
        Read("instance/{host}/{port}", instances.GetAsync),
        Read("instance-replicas/{host}/{port}", instances.ReplicasAsync),
        Read("all-instances", instances.AllAsync),
        Read("search", instances.SearchAsync),
        Read("search/{text}", instances.SearchAsync),
        Read("problems/{hint?}", instances.ProblemsAsync),
        Read("downtimed/{hint?}", instances.DowntimedAsync),

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

        Read("replication-analysis/{hint?}", analysis.ListAsync),
        Read("replication-analysis/instance/{host}/{port}", analysis.ForInstanceAsync),

        Change("recover/{host}/{port}", recovery.RecoverAsync),
        Change("recover/{host}/{port}/{designatedHost}/{designatedPort}", recovery.RecoverAsync),
        Change("recover-lite/{host}/{port}", recovery.RecoverAsync),
        Change("recover-lite/{host}/{port}/{designatedHost}/{designatedPort}", recovery.RecoverAsync),
        .. Takeovers("graceful-master-takeover", recovery.TakeOverAsync),
        .. Takeovers("graceful-master-takeover-auto", recovery.TakeOverByItselfAsync),
        Change("force-master-failover/{hint}", recovery.ForceAsync),
        Change("force-master-failover/{host}/{port}", recovery.ForceAsync),
        Change("force-master-takeover/{hint}/{designatedHost}/{designatedPort}", recovery.ForceAsync),
        Change("force-master-takeover/{host}/{port}/{designatedHost}/{designatedPort}", recovery.ForceAsync),

        Read("audit-recovery/{page?}", history.RecoveriesAsync),
        Read("audit-recovery/id/{id}", history.RecoveriesAsync),
        Read("audit-recovery/uid/{uid}", history.RecoveriesAsync),
        Read("audit-recovery/cluster/{cluster}/{page?}", history.RecoveriesAsync),
        Read("audit-recovery/alias/{alias}/{page?}", history.RecoveriesAsync),
        Read("audit-recovery-steps/{uid}", history.StepsAsync),
        Read("active-cluster-recovery/{cluster}", history.ActiveAsync),
        Read("recently-active-cluster-recovery/{cluster}", history.RecentlyActiveAsync),
        Read("blocked-recoveries", history.BlockedAsync),
        Read("blocked-recoveries/cluster/{cluster}", history.BlockedAsync),
        Read("audit/{page?}", history.AuditAsync),
        Read("audit/instance/{host}/{port}/{page?}", history.AuditAsync),

        Change("ack-recovery/{id}", acknowledge.ByIdAsync),
        Change("ack-recovery/uid/{uid}", acknowledge.ByUidAsync),
        Change("ack-recovery/cluster/{cluster}", acknowledge.ByClusterAsync),
        Change("ack-recovery/cluster/alias/{cluster}", acknowledge.ByClusterAsync),
        Change("ack-recovery/instance/{host}/{port}", acknowledge.ByInstanceAsync),
        Change("ack-all-recoveries", acknowledge.AllAsync),

        Change("begin-downtime/{host}/{port}/{owner}/{reason}/{duration?}", decisions.BeginDowntimeAsync),
        Change("end-downtime/{host}/{port}", decisions.EndDowntimeAsync),
        Change("register-candidate/{host}/{port}/{rule}", decisions.RegisterRuleAsync),
        Change("enable-global-recoveries", decisions.EnableRecoveriesAsync),
        Change("disable-global-recoveries", decisions.DisableRecoveriesAsync),
        Read("check-global-recoveries", decisions.CheckRecoveriesAsync),
        Read("automated-recovery-filters", decisions.FiltersAsync),

        Read("health", status.HealthAsync),
        Read("status", status.HealthAsync),
        Read("lb-check", StatusCalls.OkAsync),
        Read("_ping", StatusCalls.OkAsync),
        Read("leader-check/{errorStatusCode?}", StatusCalls.OkAsync),
        Read("routed-leader-check/{errorStatusCode?}", StatusCalls.OkAsync),
        Read("headers", StatusCalls.HeadersAsync),
    ];

    private static LegacyRoute Read(string path, Func<LegacyCall, Task<LegacyAnswer>> run) => new(path, Changes: false, run);

    private static LegacyRoute Change(string path, Func<LegacyCall, Task<LegacyAnswer>> run) => new(path, Changes: true, run);

    private static IEnumerable<LegacyRoute> Takeovers(string name, Func<LegacyCall, Task<LegacyAnswer>> run) =>
    [
        Change(name + "/{hint}", run),
        Change(name + "/{host}/{port}", run),
        Change(name + "/{hint}/{designatedHost}/{designatedPort}", run),
        Change(name + "/{host}/{port}/{designatedHost}/{designatedPort}", run),
    ];
}
