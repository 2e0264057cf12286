using Ham4Db.Core.Model;

namespace Ham4Db.Core.Analysis;

/// <summary>Everything that the tables' conditions look at, for one instance and its direct replicas.</summary>
sealed record AnalysisInput
{
    public required ReplicaCounts Counts { get; init; }
    public required InstanceSnapshot Snapshot { get; init; }
    public required AnalysisPolicy Policy { get; init; }
    public required bool IsPrimary { get; init; }
    public required bool IsCoPrimary { get; init; }
    public required bool IsDemoted { get; init; }

    /// <summary>The latest probe of the instance succeeded.</summary>
    public required bool Seen { get; init; }
    public required bool Partial { get; init; }
    public required int Depth { get; init; }

    /// <summary>The binary log has stood still for so long that waiting commits are more than a hypothesis.</summary>
    public required bool IsBinlogStuck { get; init; }
    public required bool AllReplicasUseOneGtidKind { get; init; }
    public required bool AllReplicasAreBinlogServers { get; init; }
    public required bool GtidModesDiffer { get; init; }
    public required bool HasErrantReplica { get; init; }

    /// <summary>Another root of the cluster answers, accepts writes and is not known to have lost its role.</summary>
    public required bool HasRival { get; init; }

    /// <summary>Of two primaries it is the one that is to be stopped.</summary>
    public required bool IsSurplus { get; init; }

    /// <summary>Its agent says that it does not run.</summary>
    public required bool IsKnownDown { get; init; }

    /// <summary>It tells its state in words of its own.</summary>
    public bool HasCondition => Snapshot.Condition is not null;
    public ServerState? State => Snapshot.Condition?.State;
    public bool IsCascade => Snapshot.Condition is { IsCascade: true };
    public bool Lost => !Seen;
    public int Replicas => Counts.Replicas;
    public int Valid => Counts.Valid;

    /// <summary>A replica whose applier stands still knows as well as another that a source lives which we cannot see: orchestrator does not count it there.</summary>
    public int Replicating => Lost ? Counts.Connected : Counts.Replicating;
    public int Failing => Counts.FailingToConnect;
    public bool AllLagUndelayed => Counts.Lagging == Replicas && Counts.Delayed < Replicas && Replicating > 0;
    public bool FailsToConnect => Snapshot.Replication?.IsFailingToConnect == true;
    public bool IsGroupMember => Snapshot.GroupName.Length > 0 && !Snapshot.GroupMemberState.Equals("OFFLINE", StringComparison.OrdinalIgnoreCase);
    public bool WaitsSemiSync => Snapshot.SemiSync is { SourceEnabled: true, SourceActive: true, WaitForReplicaCount: > 0 };
    public bool TooFewSemiSync => Snapshot.SemiSync.ConnectedReplicas < Snapshot.SemiSync.WaitForReplicaCount;
    public bool TooManySemiSync => Snapshot.SemiSync.ConnectedReplicas > Snapshot.SemiSync.WaitForReplicaCount;
    public bool RecoversLockedSemiSync => Policy.EnforceExactSemiSyncReplicas || Policy.RecoverLockedSemiSyncPrimary;
}
