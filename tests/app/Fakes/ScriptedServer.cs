using Ham4Db.Core.Model;

namespace Ham4Db.Functions.Tests.Fakes;

/// <summary>A database server that exists in memory only: it has a source, runs its threads or not, and lives or not.</summary>
internal sealed class ScriptedServer(InstanceKey key, int number)
{
    public InstanceKey Key => key;

    public string ServerId { get; set; } = Guid.NewGuid().ToString();

    public string ReportedHost { get; set; } = "";

    public IReadOnlyList<InstanceKey> GroupMembers { get; set; } = [];

    public bool IsAlive { get; set; } = true;

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
            Flavor = ServerFlavor.MySql,
            Version = "8.4.6",
            IsReadOnly = IsReadOnly,
            IsSuperReadOnly = IsReadOnly,
            LogBin = true,
            LogReplicaUpdates = true,
            BinlogFormat = "ROW",
            BinlogRowImage = "FULL",
            BinlogPosition = new BinlogCoordinates("mysql-bin.000007", 4200),
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
            Applier = IsApplying ? ReplicationThreadState.Running : ReplicationThreadState.Stopped,
            ReceiverErrorNumber = IsReceiving && !isConnected ? 2003 : 0,
            ReceiverError = IsReceiving && !isConnected ? $"error connecting to source 'repl@{from}'" : "",
            Read = new BinlogCoordinates("mysql-bin.000007", 4200),
            Executed = new BinlogCoordinates("mysql-bin.000007", 4200),
            RelayLog = new BinlogCoordinates("relay-bin.000002", 300),
            RetrievedGtidSet = ExecutedGtidSet,
            UsesOracleGtid = UsesGtid,
            LagSeconds = isConnected ? 0 : null,
        };
    }
}
