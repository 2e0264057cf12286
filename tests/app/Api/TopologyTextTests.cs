using Ham4Db.Core.Model;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Api.Topology;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Api;

public sealed class TopologyTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset LongAgo = new(2017, 2, 2, 8, 29, 57, TimeSpan.Zero);

    [Fact]
    public void A_cluster_that_nobody_probed_for_years_is_unchecked() => Assert.Equal(
        """
        testhost:22293     [unknown,unchecked,5.6.28-log,rw,STATEMENT,>>,P-GTID]
        - testhost:22294   [unknown,unchecked,5.6.28-log,rw,STATEMENT,>>,P-GTID]
          - testhost:22295 [unknown,unchecked,5.6.28-log,rw,STATEMENT,>>,P-GTID]
        - testhost:22296   [unknown,unchecked,5.6.28,rw,nobinlog,P-GTID]
        - testhost:22297   [unknown,unchecked,5.6.28-log,rw,STATEMENT,>>,P-GTID]
        """,
        Render(Members(), tabulated: false));

    [Fact]
    public void Columns_are_as_wide_as_their_widest_and_lag_stands_at_the_right() => Assert.Equal(
        """
        testhost:22293    |unknown|unchecked|5.6.28-log|rw|STATEMENT|>>,P-GTID
        + testhost:22294  |     7s|ok       |5.6.28-log|rw|STATEMENT|>>,P-GTID
          - testhost:22295|unknown|unchecked|5.6.28-log|rw|STATEMENT|>>,P-GTID
        - testhost:22296  |unknown|unchecked|5.6.28    |rw|nobinlog |P-GTID
        + testhost:22297  |     7s|ok       |5.6.28-log|rw|STATEMENT|>>,P-GTID
        """,
        Render(Members().Select(m => m.Key.Port is 22294 or 22297 ? Fresh(m, lag: 7) : m), tabulated: true));

    [Theory]
    [InlineData(false, true, 0L, "unknown,invalid")]
    [InlineData(true, false, null, "null,nonreplicating")]
    [InlineData(true, true, null, "null,ok")]
    [InlineData(true, true, 11L, "11s,lag")]
    [InlineData(true, true, 10L, "10s,ok")]
    public void Lag_and_status_of_a_replica(bool isValid, bool isRunning, long? lag, string tokens)
    {
        var members = Members().Select(m => Fresh(m, m.Key.Port == 22295 ? lag : 0)).Select(m => m.Key.Port == 22295
            ? m with { IsLastCheckValid = isValid, Snapshot = m.Snapshot with { Replication = m.Snapshot.Replication! with { Applier = isRunning ? ReplicationThreadState.Running : ReplicationThreadState.Stopped } } }
            : m);
        var mark = isValid && isRunning ? '+' : '-';
        Assert.Contains($"  {mark} testhost:22295 [{tokens},", Render(members, tabulated: false), StringComparison.Ordinal);
    }

    [Fact]
    public void Extras_and_the_alias_are_shown_where_they_apply()
    {
        var members = Members().Select(m => Fresh(m, 0)).Select(m => m.Key.Port == 22294
            ? m with
            {
                ErrantGtidSet = "3e11fa47-71ca-11e1-9e33-c80aa9429562:5",
                Downtime = new Downtime("me", "why", Now, Now.AddHours(1)),
                Snapshot = m.Snapshot with
                {
                    InstanceAlias = "reports",
                    UsesPseudoGtid = false,
                    Replication = m.Snapshot.Replication! with { UsesOracleGtid = true },
                    SemiSync = new SemiSyncStatus { SourceActive = true, ReplicaActive = true },
                },
            }
            : m);
        Assert.Contains(
            "+ testhost:22294 (reports) [0s,ok,5.6.28-log,rw,STATEMENT,>>,GTID:errant,semi:master,semi:replica,downtimed]",
            Render(members, tabulated: false),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Co_primaries_each_begin_a_branch() => Assert.Equal(
        """
        + testhost:22293   [0s,ok,5.6.28-log,rw,STATEMENT,>>,P-GTID]
          + testhost:22296 [0s,ok,5.6.28,rw,nobinlog,P-GTID]
          + testhost:22297 [0s,ok,5.6.28-log,rw,STATEMENT,>>,P-GTID]
        + testhost:22294   [0s,ok,5.6.28-log,rw,STATEMENT,>>,P-GTID]
          + testhost:22295 [0s,ok,5.6.28-log,rw,STATEMENT,>>,P-GTID]
        """,
        Render(
            Members().Select(m => Fresh(m.Key.Port == 22293 ? m with { Snapshot = m.Snapshot with { Replication = Replication(22294) } } : m, 0)),
            tabulated: false));

    [Fact]
    public void A_detached_replica_is_a_root_of_its_own_after_the_primary()
    {
        var members = Members().Select(m => Fresh(m, 0)).Select(m => m.Key.Port == 22296
            ? m with { Snapshot = m.Snapshot with { Replication = Replication(22293) with { Source = new InstanceKey(DatabaseEngine.MySql, "//testhost", 22293) } } }
            : m);
        var lines = Render(members, tabulated: false).Split('\n');
        Assert.StartsWith("testhost:22293 ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("testhost:22296     [detached,ok,", lines[^1], StringComparison.Ordinal);
        Assert.Equal(5, lines.Length);
    }

    [Fact]
    public void A_cluster_without_instances_is_empty() => Assert.Equal("", Render([], tabulated: true));

    private static string Render(IEnumerable<ClusterMember> members, bool tabulated) => TopologyText.Render(
        new ClusterView(
            new ClusterRecord { ClusterId = "c" }, new ClusterTopology("c", members), new ClusterState(), heartbeat: null, new Ham4DbOptions(), Now),
        tabulated);

    private static ClusterMember Fresh(ClusterMember member, long? lag) => member with
    {
        LastChecked = Now,
        Snapshot = member.Snapshot with { SeenAt = Now, LagSeconds = lag },
    };

    private static IEnumerable<ClusterMember> Members() => [Member(22293, null), Member(22294, 22293), Member(22295, 22294), Member(22296, 22293, "5.6.28", logBin: false), Member(22297, 22293)];

    private static ClusterMember Member(int port, int? source, string version = "5.6.28-log", bool logBin = true) => new()
    {
        LastChecked = LongAgo,
        Snapshot = new InstanceSnapshot
        {
            Key = new InstanceKey(DatabaseEngine.MySql, "testhost", port),
            SeenAt = LongAgo,
            Version = version,
            LogBin = logBin,
            LogReplicaUpdates = true,
            BinlogFormat = "STATEMENT",
            UsesPseudoGtid = true,
            LagSeconds = source is null ? null : 0,
            Replication = source is { } from ? Replication(from) : null,
        },
    };

    private static ReplicationStatus Replication(int source) => new()
    {
        Source = new InstanceKey(DatabaseEngine.MySql, "testhost", source),
        Receiver = ReplicationThreadState.Running,
        Applier = ReplicationThreadState.Running,
    };
}
