using Ham4Db.Core.Model;
using Ham4Db.Core.PseudoGtid;

namespace Ham4Db.Functions.Tests.Fakes;

/// <summary>A database server that exists in memory only: it has a source, runs its threads or not, and lives or not.</summary>
internal sealed class ScriptedServer(InstanceKey key, int number)
{
    public InstanceKey Key => key;

    public string ServerId { get; set; } = Guid.NewGuid().ToString();

    public string ReportedHost { get; set; } = "";

    public IReadOnlyList<InstanceKey> GroupMembers { get; set; } = [];

    public bool IsAlive { get; set; } = true;

    public ServerFlavor Flavor { get; set; } = ServerFlavor.MySql;

    public bool IsReadOnly { get; set; }

    public InstanceKey? Source { get; set; }

    public bool IsReceiving { get; set; }

    public bool IsApplying { get; set; }

    public string ExecutedGtidSet { get; set; } = "";

    public string ClusterAlias { get; init; } = "";

    public SemiSyncStatus SemiSync { get; set; } = new();

    public string GroupName { get; set; } = "";

    public string GroupMemberState { get; set; } = "";

    public long? LagSeconds { get; set; }

    /// <summary>Its channel, when it has one, positions itself by GTID.</summary>
    public bool UsesGtid { get; set; } = true;

    public long DelaySeconds { get; set; }

    /// <summary>What the applier stopped at; null when nothing is wrong.</summary>
    public string? FailedTransaction { get; set; }

    public int FirstLog { get; set; } = 3;

    public int LastLog { get; set; } = 7;

    /// <summary>What its binary logs hold.</summary>
    public IReadOnlyList<LogEvent> Events { get; set; } = [];

    /// <summary>What came from its source; null for all that it has.</summary>
    public string? ReceivedGtidSet { get; set; }

    /// <summary>Thrown once, when the server has forgotten its GTID history and does not know the new one yet.</summary>
    public Exception? FailureWhileForgetting { get; set; }

    /// <summary>Whether everything that was received is applied within a time; may change the server meanwhile.</summary>
    public Func<TimeSpan, bool> Applies { get; set; } = _ => true;

    public bool IsShutOut { get; set; }

    public List<long> Killed { get; } = [];

    /// <summary>What the server would tell a probe.</summary>
    public InstanceSnapshot Snapshot(ScriptedFleet fleet)
    {
        var source = Source is { } address ? fleet.Find(address) : null;
        return new InstanceSnapshot
        {
            Key = Key,
            SeenAt = DateTimeOffset.UtcNow,
            ServerId = ServerId,
            ServerNumber = number,
            ReportedHost = ReportedHost,
            GroupMembers = GroupMembers,
            Flavor = Flavor,
            Version = "8.4.6",
            IsReadOnly = IsReadOnly,
            IsSuperReadOnly = IsReadOnly,
            LogBin = true,
            LogReplicaUpdates = true,
            BinlogFormat = "ROW",
            BinlogRowImage = "FULL",
            BinlogPosition = new BinlogCoordinates($"mysql-bin.{LastLog:D6}", 4200),
            GtidKind = GtidKind.Oracle,
            GtidMode = "ON",
            ExecutedGtidSet = ExecutedGtidSet,
            ClusterAlias = ClusterAlias,
            SemiSync = SemiSync,
            GroupName = GroupName,
            GroupMemberState = GroupMemberState,
            GroupMemberRole = GroupName.Length > 0 ? "PRIMARY" : "",
            ReplicationCredentialsAvailable = Source is not null,
            LagSeconds = Source is null ? null : LagSeconds ?? 0,
            Replicas = [.. fleet.Servers.Where(s => s.Source == Key && s.IsAlive).Select(s => s.Key)],
            Replication = Source is { } from ? Status(from, source) : null,
        };
    }

    private ReplicationStatus Status(InstanceKey from, ScriptedServer? source)
    {
        var isConnected = IsReceiving && source is { IsAlive: true };
        return new ReplicationStatus
        {
            Source = from,
            SourceServerId = source?.ServerId ?? "",
            User = "repl",
            Receiver = isConnected ? ReplicationThreadState.Running : IsReceiving ? ReplicationThreadState.Other : ReplicationThreadState.Stopped,
            Applier = IsApplying && FailedTransaction is null ? ReplicationThreadState.Running : ReplicationThreadState.Stopped,
            ReceiverErrorNumber = IsReceiving && !isConnected ? 2003 : 0,
            ReceiverError = IsReceiving && !isConnected ? $"error connecting to source 'repl@{from}'" : "",
            ApplierErrorNumber = FailedTransaction is null ? 0 : 1062,
            ApplierError = FailedTransaction is null ? "" : $"Worker 1 failed executing transaction '{FailedTransaction}' at source log mysql-bin.000007, end_log_pos 4300",
            DelaySeconds = DelaySeconds,
            Read = new BinlogCoordinates("mysql-bin.000007", 4200),
            Executed = new BinlogCoordinates("mysql-bin.000007", 4200),
            RelayLog = new BinlogCoordinates("relay-bin.000002", 300),
            RetrievedGtidSet = ReceivedGtidSet ?? ExecutedGtidSet,
            UsesOracleGtid = UsesGtid,
            LagSeconds = isConnected ? 0 : null,
        };
    }
}
