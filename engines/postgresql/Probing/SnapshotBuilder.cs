using System.Globalization;
using System.Text.RegularExpressions;
using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Engines.PostgreSql.Probing;

/// <summary>Makes a snapshot of a probe's answers.</summary>
internal sealed class SnapshotBuilder(PostgreSqlEngineOptions options, InstanceKey key, ServerFacts facts, string?[]? receiver, IReadOnlyList<string?[]> senders)
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromMilliseconds(100);

    private readonly StandbyNames _waited = StandbyNames.Parse(facts.SynchronousStandbyNames);

    /// <summary>Builds it.</summary>
    /// <param name="timeline">The timeline that the server is on; 0 when that cannot be told.</param>
    /// <param name="history">Where the earlier timelines were left; null when that cannot be read.</param>
    /// <param name="seenAt">When the server answered.</param>
    /// <param name="duration">How long the probe took.</param>
    public InstanceSnapshot Build(uint timeline, IReadOnlyList<(uint Timeline, ulong End)>? history, DateTimeOffset seenAt, TimeSpan duration)
    {
        var isKnown = timeline > 0 && history is not null;
        var replication = Replication(isKnown ? Wal(history!, timeline, Math.Max(facts.Received, facts.Replayed)) : "");
        return new InstanceSnapshot
        {
            Key = key,
            SeenAt = seenAt,
            ServerId = facts.SystemIdentifier,
            ReportedHost = "",
            Flavor = ServerFlavor.PostgreSql,
            Version = facts.Version.Split(' ')[0],
            VersionComment = facts.VersionComment,
            StartedAt = facts.StartedAt,
            UptimeSeconds = facts.UptimeSeconds,
            IsReadOnly = facts.IsInRecovery || facts.IsDefaultReadOnly,
            IsSuperReadOnly = facts.IsInRecovery,
            LogBin = true,
            LogReplicaUpdates = true,
            BinlogPosition = facts.IsInRecovery ? BinlogCoordinates.None : Coordinates(timeline, facts.Flushed),
            GtidKind = isKnown ? GtidKind.Wal : GtidKind.None,
            ExecutedGtidSet = isKnown ? Wal(history!, timeline, facts.IsInRecovery ? facts.Replayed : facts.Flushed) : "",
            Replication = replication,
            Replicas = Replicas(),
            SemiSync = SemiSync(),
            LagSeconds = replication?.LagSeconds,
            DataCenter = Match(options.DataCenterPattern),
            Region = Match(options.RegionPattern),
            Environment = Match(options.PhysicalEnvironmentPattern),
            InstanceAlias = facts.ClusterName,
            ReplicationCredentialsAvailable = facts.PrimaryConnInfo.User.Length > 0,
            ProbeDuration = duration,
        };
    }

    private ReplicationStatus? Replication(string received)
    {
        var source = facts.PrimaryConnInfo;
        // A primary keeps the settings of its days as a standby; they mean nothing there.
        if (!facts.IsInRecovery || !source.HasSource) return null;
        var isConnected = receiver is ["streaming", ..];
        var isStopped = source.IsStopped || source.Source.IsDetached;
        return new ReplicationStatus
        {
            Source = source.Source,
            User = source.User,
            Receiver = isConnected && !isStopped ? ReplicationThreadState.Running : isStopped ? ReplicationThreadState.Stopped : ReplicationThreadState.Other,
            Applier = facts.IsReplayPaused ? ReplicationThreadState.Stopped : ReplicationThreadState.Running,
            ReceiverError = isConnected || isStopped ? "" : $"error connecting to {source.Source}: the WAL receiver is not streaming; the server's log says why",
            RetrievedGtidSet = received,
            UsesWal = true,
            LagSeconds = facts.Received <= facts.Replayed ? 0 : facts.SecondsSinceReplayedCommit,
            DelaySeconds = facts.ApplyDelaySeconds,
            UsesTls = source.SslMode is "require" or "verify-ca" or "verify-full",
            Read = Coordinates(0, facts.Received),
            Executed = Coordinates(0, facts.Replayed),
        };
    }

    // A standby that calls itself by an address is found there; else it is expected where its connection comes from, on this server's port.
    private List<InstanceKey> Replicas() =>
    [
        .. senders.Select(s => AddressOf(s[0] ?? "") ?? new InstanceKey(DatabaseEngine.PostgreSql, s[1] ?? "", key.Port))
            .Where(replica => replica.IsValid && replica != key).Distinct(),
    ];

    private static InstanceKey? AddressOf(string name) =>
        name.LastIndexOf(':') > 0 && InstanceKey.TryParse(name, DatabaseEngine.PostgreSql, 0, out var address) ? address : null;

    private SemiSyncStatus SemiSync()
    {
        var waits = _waited.Count > 0 && facts.SynchronousCommit is not ("off" or "local");
        var name = facts.PrimaryConnInfo.ApplicationName is { Length: > 0 } given ? given : facts.ClusterName.Length > 0 ? facts.ClusterName : "walreceiver";
        return new SemiSyncStatus
        {
            IsAvailable = true,
            SourceEnabled = waits && !facts.IsInRecovery,
            SourceActive = waits && !facts.IsInRecovery,
            ReplicaEnabled = facts.IsInRecovery && (_waited.Count == 0 || _waited.Includes(name)),
            ReplicaActive = facts.IsInRecovery && receiver is ["streaming", ..],
            WaitForReplicaCount = _waited.Count,
            ConnectedReplicas = senders.Count(s => s[2] == "streaming" && s[3] is "sync" or "quorum" or "potential"),
            IsLossless = facts.SynchronousCommit is "on" or "remote_apply",
        };
    }

    private string Match(string pattern) =>
        pattern.Length > 0 && Regex.Match(key.Host, pattern, RegexOptions.None, PatternTimeout) is { Success: true, Groups.Count: > 1 } match ? match.Groups[1].Value : "";

    private static string Wal(IReadOnlyList<(uint Timeline, ulong End)> history, uint timeline, ulong position) => WalSet.Of(history, timeline, position).ToString();

    // The timeline stands where MySQL has the file: together they are the place.
    private static BinlogCoordinates Coordinates(uint timeline, ulong position) =>
        position == 0 ? BinlogCoordinates.None : new BinlogCoordinates(timeline == 0 ? "wal" : timeline.ToString("X8", CultureInfo.InvariantCulture), (long)position);
}
