namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths about parts that there are none of here. They say so, and what takes their place, instead of leaving a script with a path that is not found.</summary>
internal sealed partial class LegacyTable
{
    private const string Seconds = "/{seconds}";
    private const string Leader = "there is no leader to choose here: each process may answer and act, and one at a time recovers a cluster";
    private const string Agents = "Agents not served: replicas are copied anew with 'reclone', or with the tools of the database";

    private static IEnumerable<LegacyRoute> Absent =>
    [
        // What orchestrator says where it does not run with Raft.
        .. Each(
            path => $"{path}: not running with raft setup",
            ["raft-peers", "raft-state", "raft-leader", "raft-health", "raft-status", "raft-snapshot", "raft-add-peer/{address}", "raft-remove-peer/{address}",
             "raft-yield/{node}", "raft-yield-hint/{hint}", "raft-follower-health-report/{token}/{bind}/{advertise}"]),
        .. Each(path => $"{path}: {Leader}", ["grab-election", "reelect"]),
        .. Each(
            path => $"{path}: this queue, or buffer, does not exist here; see /metrics",
            ["discovery-queue-metrics-raw" + Seconds, "discovery-queue-metrics-aggregated" + Seconds, "backend-query-metrics-raw" + Seconds,
             "backend-query-metrics-aggregated" + Seconds, "write-buffer-metrics-raw" + Seconds, "write-buffer-metrics-aggregated" + Seconds,
             "discovery-queue-metric-raw" + Seconds, "discovery-queue-metric-aggregated" + Seconds, "backend-query-metric-raw" + Seconds,
             "backend-query-metric-aggregated" + Seconds, "write-buffer-metric-raw" + Seconds, "write-buffer-metric-aggregated" + Seconds]),
        .. Each(_ => "Caches do not count their hits here", ["manage/cache/hit"]),
        .. Each(_ => "Only openGauss tells how far a copy has come", ["info/sync" + InCluster]),
        .. Each(
            _ => Agents,
            ["seeds", "agent-umount/{host}", "agent-mount/{host}", "agent-create-snapshot/{host}", "agent-removelv/{host}", "agent-mysql-stop/{host}",
             "agent-mysql-start/{host}", "agent-seed/{targetHost}/{sourceHost}", "agent-active-seeds/{host}", "agent-recent-seeds/{host}", "agent-seed-details/{seed}",
             "agent-seed-states/{seed}", "agent-abort-seed/{seed}", "agent-custom-command/{host}/{command}"]),
    ];

    private static IEnumerable<LegacyRoute> Each(Func<string, string> why, string[] paths) =>
        paths.Select(path => Read(path, _ => Task.FromResult(LegacyAnswer.Error(why(path.Split('/')[0])))));
}
