namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths that Ham4DB has and orchestrator has not, or has under another name. A cluster's id before an instance is not needed to find it.</summary>
internal sealed partial class LegacyTable
{
    private const string InCluster = "/{clusterId}/{host}/{port}";

    private IReadOnlyList<LegacyRoute> Ham4DbPaths =>
    [
        Read("manage/list", call => Task.FromResult(LegacyAnswer.Raw(Listing))),
        Change("discover" + InCluster, instances.DiscoverAsync) with { Verb = "PATCH" },
        Change("forget" + InCluster, instances.ForgetAsync) with { Verb = "DELETE" },
        Change("check/{host}/{port}", instances.CheckAsync),
        Change("check" + InCluster, instances.CheckAsync),
        Read("list-instance", instances.AllAsync),

        Read("topology" + InCluster, clusters.TopologyAsync),
        Read("topology/tabulated/{hint}", clusters.TabulatedAsync),
        Read("topology/tabulated" + InCluster, clusters.TabulatedAsync),
        Read("topology/tag/{hint}", clusters.TaggedTopologyAsync),
        Read("topology/tag" + InCluster, clusters.TaggedTopologyAsync),
        Change("topology/snapshot", publishing.SnapshotAsync),
        Read("analysis/{hint?}", analysis.ListAsync),

        Change("stop-replica" + InCluster, operations.Run(new("stop-replica", "stop-replica", "Replica stopped:"))),
        Change("stop-replica-nice" + InCluster, operations.Run(new("stop-replica-nice", "stop-replica-nice", "Replica stopped nicely:"))),
        Change("reset-replica" + InCluster, operations.Run(new("reset-replica", "reset-replica", "Replica reset:"))),

        Change("build" + InCluster + "/{role}", operations.Run(new("build", "build", "Built anew:", "role"))) with { Verb = "PUT" },
        Change("start" + InCluster + "/{role}", operations.Run(new("start", "start", "Started:", "role", "force"))) with { Verb = "PUT" },
        Change("stop" + InCluster, operations.Run(new("stop", "stop", "Stopped:", "force"))) with { Verb = "PUT" },
        Change("restart" + InCluster, operations.Run(new("restart", "restart", "Restarted:", "force"))) with { Verb = "PUT" },
        Change("switchover" + InCluster, SwitchOverAsync) with { Verb = "PUT" },
        Change("failover" + InCluster, recovery.FailOverToAsync) with { Verb = "PUT" },

        Read("discovery-metric-raw/{seconds}", measurements.RawAsync),
        Read("discovery-metric-aggregated/{seconds}", measurements.SummaryAsync),
    ];

    // A cascade standby changes places with the standby above it; a standby takes the primary's role over.
    private async Task<LegacyAnswer> SwitchOverAsync(LegacyCall call) => await recovery.IsCascadeAsync(call)
        ? await operations.Run(new("switchover", "switchover", "Switched over:"))(call)
        : await recovery.TakeOverToAsync(call);

    private List<string> Listing =>
    [
        .. Routes.SelectMany(route => route.Methods, (route, method) => $"/api/{route.Path},{method}").Order(StringComparer.Ordinal),
    ];
}
