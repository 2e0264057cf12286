using System.Diagnostics;
using System.Text.Json;
using Ham4Db.Core.Analysis;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;

namespace Ham4Db.Bench;

/// <summary>What it costs to make the topology of a cluster from its instances, to find its errant transactions, and to analyse it; and to plan a failover.</summary>
internal static class AnalyseBench
{
    public static int Run(string[] args)
    {
        var rounds = args is ["--rounds", var text] ? int.Parse(text) : 10;
        Measure("1,000 clusters of 10 instances", [.. Enumerable.Range(0, 1_000).Select(cluster => BenchFleet.Cluster($"c{cluster}", 10, intermediates: 1))], rounds);
        Measure("one cluster of 1,000 instances", [BenchFleet.Cluster("big", 1_000, intermediates: 20)], rounds);
        Measure("one cluster of 1,000 instances whose primary is lost", [Lose(BenchFleet.Cluster("big", 1_000, intermediates: 20))], rounds);
        Measure("one cluster of 1,000 instances, each at another transaction", [Scatter(BenchFleet.Cluster("big", 1_000, intermediates: 20))], rounds);
        return 0;
    }

    private static void Measure(string what, IReadOnlyList<IReadOnlyList<ClusterMember>> clusters, int rounds)
    {
        Print("analyse", what, clusters, rounds, cluster =>
        {
            var topology = new ClusterTopology("c", cluster);
            topology = new ClusterTopology("c", topology.Members.Values.Select(m => m with { ErrantGtidSet = ErrantTransactions.Find(topology, m.Key) }));
            return FailureAnalysis.Analyze(topology, new AnalysisPolicy(), BenchFleet.Now).Count;
        });
        Print("plan", what, clusters, rounds, cluster =>
        {
            var topology = new ClusterTopology("c", cluster);
            return RecoveryPlanner.PlanDeadPrimary(topology, cluster[0].Key, new RecoveryPolicy()).Steps.Count;
        });
    }

    private static void Print(string work, string what, IReadOnlyList<IReadOnlyList<ClusterMember>> clusters, int rounds, Func<IReadOnlyList<ClusterMember>, int> run)
    {
        var instances = clusters.Sum(c => c.Count);
        foreach (var cluster in clusters) run(cluster);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var times = Enumerable.Range(0, rounds).Select(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            foreach (var cluster in clusters) run(cluster);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }).ToList();
        var milliseconds = Statistics.Of(times);
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            Work = work,
            Of = what,
            Instances = instances,
            Milliseconds = milliseconds,
            InstancesPerSecond = Math.Round(instances / milliseconds.Median * 1_000),
            BytesPerInstance = (GC.GetAllocatedBytesForCurrentThread() - allocated) / rounds / instances,
        }));
    }

    private static List<ClusterMember> Lose(List<ClusterMember> cluster) =>
    [
        .. cluster.Select((m, i) => i == 0
            ? m with { IsLastCheckValid = false, LastCheckError = "no answer" }
            : m with { Snapshot = m.Snapshot with { Replication = m.Snapshot.Replication! with { Receiver = ReplicationThreadState.Other } } }),
    ];

    // While clients write, no two instances are seen at the same transaction.
    private static List<ClusterMember> Scatter(List<ClusterMember> cluster) =>
    [
        .. cluster.Select((m, i) =>
        {
            var transactions = $"{m.Snapshot.ExecutedGtidSet},{BenchFleet.Uuid("big", 0)}:1-{200_000 + (i * 37 % 1_000)}";
            return m with
            {
                Snapshot = m.Snapshot with
                {
                    ExecutedGtidSet = transactions,
                    PurgedGtidSet = $"{BenchFleet.Uuid("big", 0)}:1-50000",
                    Replication = m.Snapshot.Replication is { } status ? status with { RetrievedGtidSet = transactions } : null,
                },
            };
        }),
    ];
}
