using Ham4Db.Core.Model;

namespace Ham4Db.Bench;

/// <summary>Instances as a probe would have seen them.</summary>
internal static class BenchFleet
{
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A primary, intermediates below it, and replicas of both.</summary>
    public static List<ClusterMember> Cluster(string name, int size, int intermediates) =>
        [.. Enumerable.Range(0, size).Select(i => Member(name, i, i == 0 ? null : i <= intermediates || i % 2 == 0 ? 0 : 1 + (i % intermediates)))];

    /// <summary>What is wrong with an instance of a cluster in which something is.</summary>
    /// <param name="member">The instance.</param>
    /// <param name="index">Its number in the cluster; 0 is the primary.</param>
    /// <param name="cluster">Number of the cluster.</param>
    public static ClusterMember Harm(ClusterMember member, int index, int cluster) => (cluster % 4, index) switch
    {
        (0, 0) => member with { IsLastCheckValid = false, LastCheckError = "It did not answer." },
        (0, _) => With(member, c => c with { Receiver = ReplicationThreadState.Other, ReceiverError = "error connecting to source" }),
        (1, 1 or 2) => With(member, c => c with { Applier = ReplicationThreadState.Stopped, ApplierErrorNumber = 1062, ApplierError = "Duplicate entry" }),
        (2, > 0) => member with { Snapshot = member.Snapshot with { LagSeconds = 600 } },
        (3, 2) => member with { Snapshot = member.Snapshot with { ExecutedGtidSet = $"{member.Snapshot.ExecutedGtidSet},{member.Snapshot.ServerId}:1-7" } },
        _ => member,
    };

    private static ClusterMember With(ClusterMember member, Func<ReplicationStatus, ReplicationStatus> change) =>
        member with { Snapshot = member.Snapshot with { Replication = change(member.Snapshot.Replication!) } };

    private static ClusterMember Member(string cluster, int index, int? source)
    {
        var transactions = string.Join(',', Enumerable.Range(0, 3).Select(i => $"{Uuid(cluster, i)}:1-{100_000 + i}"));
        return new ClusterMember
        {
            LastChecked = Now,
            Snapshot = new InstanceSnapshot
            {
                Key = Key(cluster, index),
                SeenAt = Now,
                ServerId = Uuid(cluster, index),
                ServerNumber = index + 1,
                ReportedHost = Key(cluster, index).Host,
                Flavor = ServerFlavor.MySql,
                Version = "8.4.6",
                IsReadOnly = source is not null,
                LogBin = true,
                LogReplicaUpdates = true,
                BinlogFormat = "ROW",
                GtidKind = GtidKind.Oracle,
                GtidMode = "ON",
                ExecutedGtidSet = transactions,
                LagSeconds = source is null ? null : 0,
                Replication = source is not { } above ? null : new ReplicationStatus
                {
                    Source = Key(cluster, above),
                    SourceServerId = Uuid(cluster, above),
                    Receiver = ReplicationThreadState.Running,
                    Applier = ReplicationThreadState.Running,
                    RetrievedGtidSet = transactions,
                    UsesOracleGtid = true,
                },
            },
        };
    }

    private static InstanceKey Key(string cluster, int index) => new(DatabaseEngine.MySql, $"{cluster}-db{index}.example.com", 3306);

    public static string Uuid(string cluster, int index) => $"00000000-0000-0000-{cluster.Aggregate(0, (hash, c) => ((hash * 31) + c) % 10_000):D4}-{index:D12}";
}
