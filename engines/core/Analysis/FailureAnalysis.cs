using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Analysis;

/// <summary>Says what is wrong with a cluster, from its topology alone.</summary>
public static class FailureAnalysis
{
    /// <summary>Analyses every instance that is not under maintenance.</summary>
    /// <param name="topology">The cluster.</param>
    /// <param name="policy">Thresholds.</param>
    /// <param name="now">The time at which downtimes and waiting times are judged.</param>
    /// <returns>Findings with a problem or a warning, downtimed ones included (see <see cref="Finding.IsSkippable"/>); primaries first, then by number of replicas.</returns>
    public static IReadOnlyList<Finding> Analyze(ClusterTopology topology, AnalysisPolicy policy, DateTimeOffset now)
    {
        var rivals = WritableRoots(topology);
        var surplus = DuplicatePrimaries.Surplus(topology, rivals);
        return
        [
            .. topology.Members.Values
                .Where(m => !m.InMaintenance && topology.CanonicalKey(m.Key) == m.Key)
                .Select(m => Judge(topology, m, policy, now, rivals, surplus))
                .Where(f => f.Code != AnalysisCode.NoProblem || f.Warnings.Count > 0)
                .OrderByDescending(f => f.IsPrimary)
                .ThenByDescending(f => f.Instance == topology.Primary?.Key)
                .ThenByDescending(f => f.Counts.Replicas)
                .ThenBy(f => f.Instance),
        ];
    }

    /// <summary>orchestrator's spelling of a verdict.</summary>
    public static string LegacyName(AnalysisCode code) =>
        DecisionTable.Rows.Concat(DecisionTable.GroupRows).FirstOrDefault(r => r.Code == code)?.Legacy ?? DecisionTable.Nothing.Legacy;

    /// <summary>orchestrator's spelling of a warning.</summary>
    public static string LegacyName(StructureWarning warning) => StructureTable.Rows.First(r => r.Warning == warning).Legacy;

    static Finding Judge(ClusterTopology topology, ClusterMember member, AnalysisPolicy policy, DateTimeOffset now, IReadOnlyList<InstanceKey> rivals, InstanceKey? surplus)
    {
        var replicas = topology.ReplicasOf(member.Key);
        var input = Observe(topology, member, replicas, policy, now) with { HasRival = rivals.Any(r => r != member.Key), IsSurplus = surplus == member.Key };
        var row = DecisionTable.Decide(input);
        var isDowntimed = IsDowntimed(member, now);
        var areReplicasDowntimed = replicas.Count > 0 && input.Counts.Downtimed == replicas.Count && DecisionTable.AboutReplicas.Contains(row.Code);
        return new Finding
        {
            ClusterId = topology.ClusterId,
            Instance = member.Key,
            Code = row.Code,
            Description = Describe(row, member.Snapshot.Condition, topology),
            Warnings = [.. StructureTable.Rows.Where(r => r.Holds(input)).Select(r => r.Warning)],
            Counts = input.Counts,
            IsPrimary = input.IsPrimary,
            IsCoPrimary = input.IsCoPrimary,
            IsLastCheckValid = input.Seen,
            IsLastCheckPartial = input.Partial,
            IsDowntimed = isDowntimed,
            AreReplicasDowntimed = areReplicasDowntimed,
            IsSkippable = isDowntimed || areReplicasDowntimed,
            Action = ActionFor(row, topology, member),
        };
    }

    /// <summary>A root that is not in charge gets no successor and is never made writable: the cluster has its primary elsewhere.</summary>
    static FindingAction ActionFor(DecisionRow row, ClusterTopology topology, ClusterMember member) => row.Action switch
    {
        not FindingAction.None when ManagerOf(topology) is not null => FindingAction.Detect,
        FindingAction.RecoverPrimary or FindingAction.MakeWritable when member.IsDemoted || topology.Primary?.Key != member.Key => FindingAction.Detect,
        FindingAction.RecoverCoPrimary when member.IsDemoted => FindingAction.Detect,
        var action => action,
    };

    static string Describe(DecisionRow row, ServerCondition? condition, ClusterTopology topology)
    {
        var words = row.Code == AnalysisCode.NeedRepair && condition is not null ? $" It says: {condition.Words}." : "";
        var manager = row.Code != AnalysisCode.NoProblem && ManagerOf(topology) is { } name ? $" {name} decides over this cluster's roles: it is observed only." : "";
        return row.Sentence + words + manager;
    }

    static string? ManagerOf(ClusterTopology topology) =>
        topology.Members.Values.Select(m => m.Snapshot.Condition?.ManagedBy).FirstOrDefault(manager => !string.IsNullOrEmpty(manager));

    // The two of a circle are two primaries on purpose.
    internal static IReadOnlyList<InstanceKey> WritableRoots(ClusterTopology topology) =>
    [
        .. topology.Members.Values
            .Where(m => m is { IsLastCheckValid: true, IsDemoted: false, Snapshot: { IsReadOnly: false, GroupName.Length: 0, Replication: null or { IsDetached: false } } })
            .Where(m => topology.CanonicalKey(m.Key) == m.Key && topology.IsPrimary(m.Key) && !topology.IsCoPrimary(m.Key))
            .Select(m => m.Key)
            // Whether there are two or more is all that anybody asks.
            .Take(3),
    ];

    static AnalysisInput Observe(
        ClusterTopology topology, ClusterMember member, IReadOnlyList<ClusterMember> replicas, AnalysisPolicy policy, DateTimeOffset now)
    {
        var valid = replicas.Where(r => r.IsLastCheckValid).ToList();
        var modes = replicas.Select(r => r.Snapshot.GtidMode);
        return new AnalysisInput
        {
            Counts = Count(replicas, policy, now),
            Snapshot = member.Snapshot,
            Policy = policy,
            IsPrimary = topology.IsPrimary(member.Key),
            IsCoPrimary = topology.IsCoPrimary(member.Key),
            IsDemoted = member.IsDemoted,
            // What was fenced is down, though the agent beside it answers.
            Seen = member.IsLastCheckValid && member.Snapshot.Condition?.State != ServerState.Fenced,
            Partial = member.IsLastCheckPartial,
            Depth = topology.DepthOf(member.Key),
            IsBinlogStuck = member.BinlogPositionUnchangedSince is { } since && now - since >= TimeSpan.FromSeconds(policy.ReasonableLockedSemiSyncSeconds),
            AllReplicasUseOneGtidKind = valid.Count > 0
                && valid.Select(r => r.Snapshot.Replication?.GtidKind ?? GtidKind.None).Distinct().ToArray() is [not GtidKind.None],
            AllReplicasAreBinlogServers = valid.Count > 0 && valid.All(r => r.Snapshot.IsBinlogServer),
            GtidModesDiffer = modes.Any(m => !string.Equals(m, member.Snapshot.GtidMode, StringComparison.OrdinalIgnoreCase)),
            HasRival = false,
            IsSurplus = false,
            IsKnownDown = member.IsKnownDown,
            HasErrantReplica = replicas.Any(r => !IsDowntimed(r, now) && !string.IsNullOrEmpty(ErrantTransactions.Of(topology, r))),
        };
    }

    static ReplicaCounts Count(IReadOnlyList<ClusterMember> replicas, AnalysisPolicy policy, DateTimeOffset now)
    {
        var valid = replicas.Where(r => r.IsLastCheckValid).ToList();
        var logging = replicas.Where(r => r.Snapshot is { LogBin: true, LogReplicaUpdates: true }).ToList();
        return new ReplicaCounts
        {
            Replicas = replicas.Count,
            Valid = valid.Count,
            Replicating = valid.Count(r => r.Snapshot.Replication!.IsRunning),
            Connected = valid.Count(r => r.Snapshot.Replication!.IsConnected),
            FailingToConnect = valid.Count(r => r.Snapshot.Replication!.IsFailingToConnect),
            Lagging = replicas.Count(r => r.Snapshot.LagSeconds > policy.ReasonableReplicationLagSeconds),
            Delayed = replicas.Count(r => r.Snapshot.Replication!.DelaySeconds > 0),
            Downtimed = replicas.Count(r => IsDowntimed(r, now)),
            Logging = logging.Count,
            StatementBased = logging.Count(r => HasFormat(r, "STATEMENT")),
            Mixed = logging.Count(r => HasFormat(r, "MIXED")),
            RowBased = logging.Count(r => HasFormat(r, "ROW")),
            LoggingMajorVersions = logging.Select(r => r.Snapshot.MajorVersion).Distinct().Count(),
            SemiSyncEnabled = replicas.Count(r => r.Snapshot.SemiSync.ReplicaEnabled),
        };
    }

    static bool HasFormat(ClusterMember member, string format) => string.Equals(member.Snapshot.BinlogFormat, format, StringComparison.OrdinalIgnoreCase);

    static bool IsDowntimed(ClusterMember member, DateTimeOffset now) => member.Downtime is { } downtime && downtime.EndsAt > now;
}
