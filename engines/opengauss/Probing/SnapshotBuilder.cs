using System.Text.RegularExpressions;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.Engines.OpenGauss.Probing;

/// <summary>Makes a snapshot of what an agent tells of its instance.</summary>
internal sealed class SnapshotBuilder(OpenGaussEngineOptions options, InstanceKey key, Instance instance, InstanceMemory memory)
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(100);

    private readonly StandbyNames _waited = StandbyNames.Parse(instance.SynchronousStandbyNames);
    private readonly Neighbours _neighbours = new(key, memory.Members);
    private readonly ServerState _state = Words.StateOf(instance);
    // What was fenced is down, or about to be: it has no part in replication until it has rejoined.
    private readonly bool _isStandby = Words.IsStandby(instance) && !instance.Fenced;

    private bool IsWritable => Words.IsPrimary(instance) && !(instance.HasReadOnly && instance.ReadOnly) && instance.Process is { Alive: true };

    private ulong Replayed => Position(instance.Positions is { HasReplayed: true } p ? p.Replayed : 0);

    private ulong Received => Math.Max(Replayed, Position(instance.Positions is { HasReceived: true } p ? p.Received : 0));

    private ulong Written => Position(instance.Positions is { HasWritten: true } p ? p.Written : 0);

    /// <summary>Builds it.</summary>
    public InstanceSnapshot Build(DateTimeOffset seenAt, TimeSpan duration)
    {
        var replication = Replication();
        return new InstanceSnapshot
        {
            Key = key,
            SeenAt = seenAt,
            ServerId = instance.SystemIdentifier,
            Flavor = ServerFlavor.OpenGauss,
            Version = Words.Clean(instance.Version),
            VersionComment = $"openGauss, by agent {Words.Clean(instance.AgentVersion)}",
            StartedAt = instance.HasUptimeSeconds ? DateTimeOffset.FromUnixTimeSeconds((instance.CollectedAtUnixMs / 1000) - instance.UptimeSeconds) : null,
            UptimeSeconds = instance.HasUptimeSeconds ? instance.UptimeSeconds : 0,
            IsReadOnly = !IsWritable,
            IsSuperReadOnly = !Words.IsPrimary(instance),
            LogBin = true,
            LogReplicaUpdates = true,
            BinlogPosition = _isStandby ? BinlogCoordinates.None : Coordinates(Written),
            GtidKind = GtidKind.Wal,
            ExecutedGtidSet = instance.Fenced ? "" : Wal(_isStandby ? Replayed : Written),
            Replication = replication,
            Replicas = [.. instance.Senders.Select(s => _neighbours.StandbyOf(s.Channel)).OfType<InstanceKey>().Distinct()],
            OtherMembers = _neighbours.All(),
            SemiSync = SemiSync(),
            LagSeconds = replication?.LagSeconds,
            DataCenter = Match(options.DataCenterPattern),
            Region = Match(options.RegionPattern),
            Environment = Match(options.PhysicalEnvironmentPattern),
            InstanceAlias = Words.Clean(instance.NodeName),
            ClusterAlias = Words.Clean(instance.ClusterName),
            ReplicationCredentialsAvailable = _isStandby,
            Condition = new ServerCondition
            {
                State = _state,
                Role = Words.Clean(instance.RoleText),
                Words = Words.Describe(instance),
                Timeline = instance.Timeline,
                IsCascade = instance.Role == Role.CascadeStandby,
                ManagedBy = Words.ManagerOf(instance),
            },
            ProbeDuration = duration,
        };
    }

    private ReplicationStatus? Replication()
    {
        if (!_isStandby) return null;
        var isConnected = instance.Receiver is not null;
        var source = _neighbours.SourceOf(instance.Receiver?.Channel) ?? memory.Source ?? _neighbours.GuessPrimary();
        return new ReplicationStatus
        {
            // One that is cut off and of whom nobody knows whom it belongs to is shown as put aside, and never taken for a primary of its own.
            Source = source ?? new InstanceKey(DatabaseEngine.OpenGauss, InstanceKey.DetachedPrefix + "unknown", key.Port),
            Receiver = Receiver(isConnected),
            Applier = instance.ReplayPaused ? ReplicationThreadState.Stopped : ReplicationThreadState.Running,
            ReceiverError = isConnected && _state is ServerState.Normal ? ""
                : _state == ServerState.Disconnected ? $"error connecting to {source}: {Words.Describe(instance)}"
                : Words.Describe(instance),
            RetrievedGtidSet = Wal(Received),
            UsesWal = true,
            LagSeconds = Received <= Replayed ? 0 : instance.HasReplayDelaySeconds ? (long)Math.Clamp(instance.ReplayDelaySeconds, 0, int.MaxValue) : null,
            Read = Coordinates(Received),
            Executed = Coordinates(Replayed),
        };
    }

    // Only one that misses its source is a witness of the source's death; what needs repair says nothing of it.
    private ReplicationThreadState Receiver(bool isConnected) => _state switch
    {
        ServerState.Normal when isConnected => ReplicationThreadState.Running,
        ServerState.Disconnected => ReplicationThreadState.Other,
        _ => isConnected && _state is ServerState.Unknown or ServerState.Normal ? ReplicationThreadState.Other : ReplicationThreadState.Stopped,
    };

    private SemiSyncStatus SemiSync()
    {
        var isSource = _waited.Count > 0 && !_isStandby && Words.IsPrimary(instance);
        return new SemiSyncStatus
        {
            IsAvailable = true,
            SourceEnabled = isSource,
            SourceActive = isSource,
            ReplicaEnabled = _isStandby && (_waited.Count == 0 || memory.Sync is SyncState.SyncSync or SyncState.SyncQuorum or SyncState.SyncMostAvailable || (memory.Sync == SyncState.SyncUnknown && _waited.Includes(instance.NodeName))),
            ReplicaActive = _isStandby && instance.Receiver is not null,
            WaitForReplicaCount = _waited.Count,
            ConnectedReplicas = instance.Senders.Count(s => s.State == StreamState.StreamStreaming && s.SyncState is SyncState.SyncSync or SyncState.SyncQuorum or SyncState.SyncMostAvailable),
            GoesOnAlone = memory.GoesOnAlone,
            IsLossless = true,
        };
    }

    private string Match(string pattern) =>
        pattern.Length > 0 && Regex.Match(key.Host, pattern, RegexOptions.None, PatternTimeout) is { Success: true, Groups.Count: > 1 } match ? match.Groups[1].Value : "";

    private static ulong Position(ulong position) => position <= long.MaxValue ? position : 0;

    // openGauss keeps its timeline when another is promoted, and pg_controldata tells that of a standby late: positions are compared as they are.
    private static string Wal(ulong position) => WalSet.Of([], 1, position).ToString();

    private static BinlogCoordinates Coordinates(ulong position) => position == 0 ? BinlogCoordinates.None : new BinlogCoordinates("wal", (long)position);
}
