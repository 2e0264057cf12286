using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Makes <see cref="LegacyAnalysis"/>. Pure.</summary>
internal static class AnalysisMapper
{
    /// <summary>All findings of a cluster.</summary>
    public static IEnumerable<LegacyAnalysis> Map(ClusterView view) =>
        view.Findings.Select(finding => Map(view, finding, new KnownInstance(view, view.Topology.Members[finding.Instance])));

    private static LegacyAnalysis Map(ClusterView view, Finding finding, KnownInstance instance)
    {
        var (counts, member, snapshot) = (finding.Counts, instance.Member, instance.Member.Snapshot);
        var replicas = view.Topology.ReplicasOf(finding.Instance);
        var valid = replicas.Where(r => r.IsLastCheckValid).ToList();
        var modes = replicas.Select(r => r.Snapshot.GtidMode).Order(StringComparer.Ordinal).ToList();
        return new LegacyAnalysis
        {
            AnalyzedInstanceKey = LegacyKey.Of(finding.Instance),
            AnalyzedInstanceMasterKey = snapshot.Replication is { } replication ? LegacyKey.Of(replication.Source) : LegacyKey.None,
            ClusterDetails = LegacyClusterInfo.Of(view, view.Options),
            AnalyzedInstanceDataCenter = snapshot.DataCenter,
            AnalyzedInstanceRegion = snapshot.Region,
            AnalyzedInstancePhysicalEnvironment = snapshot.Environment,
            AnalyzedInstanceBinlogCoordinates = LegacyCoordinates.Of(snapshot.BinlogPosition),
            IsMaster = finding.IsPrimary,
            IsReplicationGroupMember = snapshot is { GroupName.Length: > 0, GroupMemberState: not "OFFLINE" },
            IsCoMaster = finding.IsCoPrimary,
            LastCheckValid = finding.IsLastCheckValid,
            LastCheckPartialSuccess = finding.IsLastCheckPartial,
            CountReplicas = counts.Replicas,
            CountValidReplicas = counts.Valid,
            CountValidReplicatingReplicas = counts.Replicating,
            CountReplicasFailingToConnectToMaster = counts.FailingToConnect,
            CountDowntimedReplicas = counts.Downtimed,
            ReplicationDepth = view.Topology.DepthOf(finding.Instance),
            Replicas = LegacyKey.List(replicas.Select(r => r.Key)),
            IsFailingToConnectToMaster = snapshot.Replication is { IsFailingToConnect: true },
            Analysis = FailureAnalysis.LegacyName(finding.Code),
            Description = finding.Description,
            StructureAnalysis = finding.Warnings.Count == 0 ? null : [.. finding.Warnings.Select(FailureAnalysis.LegacyName)],
            IsDowntimed = finding.IsDowntimed,
            IsReplicasDowntimed = finding.AreReplicasDowntimed,
            DowntimeEndTimestamp = member.Downtime is { } ends ? LegacyTime.Text(ends.EndsAt) : "",
            DowntimeRemainingSeconds = member.Downtime is { } downtime ? (long)(downtime.EndsAt - view.Now).TotalSeconds : 0,
            IsBinlogServer = snapshot.IsBinlogServer,
            PseudoGTIDImmediateTopology = snapshot.UsesPseudoGtid,
            OracleGTIDImmediateTopology = All(valid, r => r.Replication is { UsesOracleGtid: true }),
            MariaDBGTIDImmediateTopology = All(valid, r => r.Replication is { UsesMariaDbGtid: true }),
            BinlogServerImmediateTopology = All(valid, r => r.IsBinlogServer),
            SemiSyncMasterEnabled = snapshot.SemiSync.SourceEnabled,
            SemiSyncMasterStatus = snapshot.SemiSync.SourceActive,
            SemiSyncMasterWaitForReplicaCount = snapshot.SemiSync.WaitForReplicaCount,
            SemiSyncMasterClients = snapshot.SemiSync.ConnectedReplicas,
            CountSemiSyncReplicasEnabled = counts.SemiSyncEnabled,
            CountLoggingReplicas = counts.Logging,
            CountStatementBasedLoggingReplicas = counts.StatementBased,
            CountMixedBasedLoggingReplicas = counts.Mixed,
            CountRowBasedLoggingReplicas = counts.RowBased,
            CountDistinctMajorVersionsLoggingReplicas = counts.LoggingMajorVersions,
            CountDelayedReplicas = counts.Delayed,
            CountLaggingReplicas = counts.Lagging,
            IsActionableRecovery = finding.Action is not (FindingAction.None or FindingAction.Detect),
            SkippableDueToDowntime = finding.IsSkippable,
            GTIDMode = snapshot.GtidMode,
            MinReplicaGTIDMode = modes.FirstOrDefault() ?? "",
            MaxReplicaGTIDMode = modes.LastOrDefault() ?? "",
            MaxReplicaGTIDErrant = replicas.Select(r => r.ErrantGtidSet ?? "").Max(StringComparer.Ordinal) ?? "",
            IsReadOnly = snapshot.IsReadOnly,
        };
    }

    private static bool All(List<ClusterMember> replicas, Func<InstanceSnapshot, bool> isSo) => replicas.Count > 0 && replicas.All(r => isSo(r.Snapshot));
}
