using Ham4Db.Core.Model;

namespace Ham4Db.Core.Tests.Fixtures;

/// <summary>A cluster in the making. Instances are named by their port; all are on one host.</summary>
sealed class TestFleet
{
    public static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    readonly Dictionary<int, ClusterMember> _members = [];

    /// <summary>
    /// The data set that orchestrator's own cases start from: 22293 is the primary, 22294 (with 22295 below), 22296 and 22297 replicate from it.
    /// MySQL 5.6, no GTIDs but Pseudo-GTID, everybody writable, 22296 without a binary log, 22297 in another data centre.
    /// </summary>
    public static TestFleet Base() => new TestFleet()
        .Add(22293, 0, 1, new BinlogCoordinates("mysql-bin.000167", 137086726))
        .Add(22294, 22293, 101, new BinlogCoordinates("mysql-bin.000132", 15931747))
        .Add(22295, 22294, 102, new BinlogCoordinates("mysql-bin.000129", 136688950))
        .Add(22296, 22293, 103, BinlogCoordinates.None)
        .Add(22297, 22293, 104, new BinlogCoordinates("mysql-bin.001013", 106518535))
        .Snapshot([22296], s => s with { LogBin = false, Version = "5.6.28" })
        .Snapshot([22297], s => s with { DataCenter = "seattle" });

    /// <summary>A primary 1 and replicas 2 to n with MySQL GTIDs; the primary alone is writable and everybody has the transactions 1 to 100 of server 1.</summary>
    public static TestFleet Oracle(int replicas = 3) => Gtid(replicas, GtidKind.Oracle);

    /// <summary>As <see cref="Oracle"/> with MariaDB's positions.</summary>
    public static TestFleet MariaDb(int replicas = 3) => Gtid(replicas, GtidKind.MariaDb);

    public IEnumerable<int> Ports => _members.Keys;

    public IReadOnlyList<ClusterMember> Members => [.. _members.Values];

    public ClusterTopology Topology => new("c1", _members.Values);

    public ClusterMember this[int port] => _members[port];

    public static InstanceKey Key(int port) => new(DatabaseEngine.MySql, "testhost", port);

    /// <summary>The UUID of a server; ends in its port.</summary>
    public static string Uuid(int port) => $"00000000-0000-0000-0000-{port:D12}";

    /// <summary>Sets of MySQL GTIDs written shortly: <c>1:1-100, 2:5</c> for transactions of the servers 1 and 2.</summary>
    public static string Expand(string shortSet) => string.Join(
        ',', shortSet.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(':', 2)).Select(p => $"{Uuid(int.Parse(p[0]))}:{p[1]}"));

    /// <summary>Adds an instance that replicates from <paramref name="source"/> (0 for none).</summary>
    public TestFleet Add(int port, int source, long number, BinlogCoordinates position)
    {
        _members[port] = new ClusterMember
        {
            LastChecked = Now,
            Snapshot = new InstanceSnapshot
            {
                Key = Key(port),
                SeenAt = Now,
                ServerNumber = number,
                Flavor = ServerFlavor.MySql,
                Version = "5.6.28-log",
                LogBin = true,
                LogReplicaUpdates = true,
                BinlogFormat = "STATEMENT",
                BinlogPosition = position,
                UsesPseudoGtid = true,
                GtidMode = "OFF",
                DataCenter = "ny",
                Region = "us-region",
                Environment = "prod",
                LagSeconds = 0,
                Replication = source == 0 ? null : new ReplicationStatus
                {
                    Source = Key(source),
                    Receiver = ReplicationThreadState.Running,
                    Applier = ReplicationThreadState.Running,
                    Read = new BinlogCoordinates("mysql-bin.000167", 137086726),
                    Executed = new BinlogCoordinates("mysql-bin.000167", 137086726),
                    LagSeconds = 0,
                },
            },
        };
        return this;
    }

    /// <summary>Adds a replica with GTIDs that has what its source has.</summary>
    public TestFleet AddGtid(int port, int source, GtidKind kind = GtidKind.Oracle)
    {
        Add(port, source, port, new BinlogCoordinates("bin.000001", 4));
        return Snapshot([port], s => s with
        {
            ServerId = kind == GtidKind.Oracle ? Uuid(port) : "",
            Flavor = kind == GtidKind.Oracle ? ServerFlavor.MySql : ServerFlavor.MariaDb,
            Version = kind == GtidKind.Oracle ? "8.4.2" : "10.11.19-MariaDB-log",
            UsesPseudoGtid = false,
            GtidKind = kind,
            GtidMode = kind == GtidKind.Oracle ? "ON" : "",
            BinlogFormat = "ROW",
            IsReadOnly = source != 0,
            ExecutedGtidSet = kind == GtidKind.Oracle ? Expand("1:1-100") : "0-1-100",
            ReplicationCredentialsAvailable = true,
            Replication = s.Replication is not { } status ? null : status with
            {
                SourceServerId = kind == GtidKind.Oracle ? Uuid(source) : "",
                UsesOracleGtid = kind == GtidKind.Oracle,
                UsesMariaDbGtid = kind == GtidKind.MariaDb,
                RetrievedGtidSet = kind == GtidKind.Oracle ? Expand("1:1-100") : "0-1-100",
            },
        });
    }

    public TestFleet Member(int[] ports, Func<ClusterMember, ClusterMember> change)
    {
        foreach (var port in ports) _members[port] = change(_members[port]);
        return this;
    }

    public TestFleet Snapshot(int[] ports, Func<InstanceSnapshot, InstanceSnapshot> change) => Member(ports, m => m with { Snapshot = change(m.Snapshot) });

    public TestFleet Replication(int[] ports, Func<ReplicationStatus, ReplicationStatus> change) =>
        Snapshot(ports, s => s with { Replication = change(s.Replication!) });

    /// <summary>The latest check failed.</summary>
    public TestFleet Invalid(params int[] ports) => Member(ports, m => m with { IsLastCheckValid = false, LastCheckError = "timed out" });

    /// <summary>The latest check failed half-way.</summary>
    public TestFleet Partial(params int[] ports) => Invalid(ports).Member(ports, m => m with { IsLastCheckPartial = true });

    public TestFleet NoReceiver(params int[] ports) => Replication(ports, r => r with { Receiver = ReplicationThreadState.Stopped });

    public TestFleet NoApplier(params int[] ports) => Replication(ports, r => r with { Applier = ReplicationThreadState.Stopped });

    public TestFleet FailsToConnect(params int[] ports) => NoReceiver(ports).Replication(ports, r => r with { ReceiverError = "error connecting to master" });

    public TestFleet Lag(long seconds, params int[] ports) => Snapshot(ports, s => s with { LagSeconds = seconds });

    public TestFleet Delay(long seconds, params int[] ports) => Replication(ports, r => r with { DelaySeconds = seconds });

    public TestFleet Downtimed(params int[] ports) => Member(ports, m => m with { Downtime = new Downtime("me", "test", Now, Now.AddMinutes(1)) });

    public TestFleet Rule(PromotionRule rule, params int[] ports) => Member(ports, m => m with { PromotionRule = rule });

    public TestFleet DataCenter(string dataCenter, params int[] ports) => Snapshot(ports, s => s with { DataCenter = dataCenter });

    public TestFleet Region(string region, params int[] ports) => Snapshot(ports, s => s with { Region = region });

    /// <summary>What replicas have received and applied; MySQL sets in short form.</summary>
    public TestFleet Has(string set, params int[] ports) => Received(set, ports).Executed(set, ports);

    public TestFleet Executed(string set, params int[] ports) => Snapshot(ports, s => s with { ExecutedGtidSet = Full(s, set) });

    public TestFleet Received(string set, params int[] ports) =>
        Snapshot(ports, s => s.Replication is null ? s : s with { Replication = s.Replication with { RetrievedGtidSet = Full(s, set) } });

    public TestFleet Purged(string set, params int[] ports) => Snapshot(ports, s => s with { PurgedGtidSet = Full(s, set) });

    public TestFleet Errant(string set, params int[] ports) => Member(ports, m => m with { ErrantGtidSet = Full(m.Snapshot, set) });

    public TestFleet From(int source, params int[] ports) => Replication(
        ports, r => r with { Source = Key(source), SourceServerId = r.SourceServerId.Length > 0 ? Uuid(source) : "" });

    /// <summary>The primary is lost and no replica receives from it any more.</summary>
    public TestFleet Dead(int port) => Invalid(port).NoReceiver([.. _members.Where(m => m.Value.Snapshot.Replication?.Source == Key(port)).Select(m => m.Key)]);

    public TestFleet SemiSync(int port, bool active, int wait, int clients) => Snapshot(
        [port], s => s with { SemiSync = new SemiSyncStatus { IsAvailable = true, SourceEnabled = true, SourceActive = active, WaitForReplicaCount = wait, ConnectedReplicas = clients, IsLossless = true, TimeoutMilliseconds = 1000 } });

    static TestFleet Gtid(int replicas, GtidKind kind)
    {
        var fleet = new TestFleet().AddGtid(1, 0, kind);
        for (var port = 2; port <= replicas + 1; port++) fleet.AddGtid(port, 1, kind);
        return fleet;
    }

    static string Full(InstanceSnapshot snapshot, string set) => snapshot.GtidKind == GtidKind.Oracle ? Expand(set) : set;
}
