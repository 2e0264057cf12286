using static Ham4Db.Core.Analysis.StructureWarning;

namespace Ham4Db.Core.Analysis;

/// <summary>The structure warnings: every line whose condition holds is reported.</summary>
static class StructureTable
{
    public static readonly IReadOnlyList<StructureRow> Rows =
    [
        new(NoLoggingReplicas, "NoLoggingReplicasStructureWarning",
            i => i.IsPrimary && i.Replicas > 1 && i.Counts.Logging == 0),
        new(NoFailoverSupport, "NoFailoverSupportStructureWarning",
            i => i.IsPrimary && i.Replicas > 1 && !i.AllReplicasUseOneGtidKind && !i.AllReplicasAreBinlogServers && !i.Snapshot.UsesPseudoGtid),
        new(StatementAndMixedLoggingReplicas, "StatementAndMixedLoggingReplicasStructureWarning",
            i => i.IsPrimary && i.Counts.StatementBased > 0 && i.Counts.Mixed > 0),
        new(StatementAndRowLoggingReplicas, "StatementAndRowLoggingReplicasStructureWarning",
            i => i.IsPrimary && i.Counts.StatementBased > 0 && i.Counts.RowBased > 0),
        new(MixedAndRowLoggingReplicas, "MixedAndRowLoggingReplicasStructureWarning",
            i => i.IsPrimary && i.Counts.Mixed > 0 && i.Counts.RowBased > 0),
        new(MultipleMajorVersionsLoggingReplicas, "MultipleMajorVersionsLoggingReplicasStructureWarning",
            i => i.IsPrimary && i.Counts.LoggingMajorVersions > 1),
        new(DifferentGtidModes, "DifferentGTIDModesStructureWarning",
            i => i.Replicas > 0 && i.GtidModesDiffer),
        new(ErrantGtid, "ErrantGTIDStructureWarning",
            i => i.HasErrantReplica),
        // A primary that lost its role has to be read-only: no reason to warn.
        new(NoWriteablePrimary, "NoWriteableMasterStructureWarning",
            i => i.IsPrimary && i.Snapshot.IsReadOnly && !i.IsDemoted),
        new(NotEnoughValidSemiSyncReplicas, "NotEnoughValidSemiSyncReplicasStructureWarning",
            i => i.IsPrimary && i.TooFewSemiSync && i.Snapshot.SemiSync is { SourceEnabled: true, SourceActive: false, WaitForReplicaCount: > 0 }),
    ];
}
