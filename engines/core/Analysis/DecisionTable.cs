using Ham4Db.Core.Model;
using static Ham4Db.Core.Analysis.AnalysisCode;
using static Ham4Db.Core.Analysis.FindingAction;

namespace Ham4Db.Core.Analysis;

/// <summary>
/// The verdicts of the failure analysis: the first line whose condition holds wins. The order and the conditions are orchestrator's, because
/// dashboards and runbooks rest on them (what differs: <see cref="AnalysisInput.Replicating"/>); so a co-primary that no co-primary line fits falls through to the lines of intermediate primaries.
/// </summary>
static class DecisionTable
{
    /// <summary>For instances outside a group.</summary>
    public static readonly IReadOnlyList<DecisionRow> Rows =
    [
        new(DownInstance, "DownInstance",
            i => i.IsDemoted && i.State == ServerState.Fenced,
            "The former primary was fenced and is down.", Detect),
        new(DeadPrimaryWithoutReplicas, "DeadMasterWithoutReplicas",
            i => i.IsPrimary && i.Lost && i.Replicas == 0,
            "The primary cannot be reached and has no replicas.", None),
        new(DeadPrimary, "DeadMaster",
            i => i.IsPrimary && i.Lost && i.Valid == i.Replicas && i.Replicating == 0,
            "The primary cannot be reached and none of its replicas is replicating.", RecoverPrimary),
        new(DeadPrimaryAndReplicas, "DeadMasterAndReplicas",
            i => i.IsPrimary && i.Lost && i.Replicas > 0 && i.Valid == 0 && i.Replicating == 0,
            "Neither the primary nor any of its replicas can be reached.", Detect),
        new(DeadPrimaryAndSomeReplicas, "DeadMasterAndSomeReplicas",
            i => i.IsPrimary && i.Lost && i.Valid > 0 && i.Valid < i.Replicas && i.Replicating == 0,
            "The primary and some of its replicas cannot be reached, and none of its other replicas is replicating.", RecoverPrimary),
        new(UnreachablePrimaryWithLaggingReplicas, "UnreachableMasterWithLaggingReplicas",
            i => i.IsPrimary && i.Lost && i.AllLagUndelayed,
            "The primary cannot be reached and all of its replicas lag: it may hang.", Detect),
        new(UnreachablePrimary, "UnreachableMaster",
            i => i.IsPrimary && i.Lost && !i.Partial && i.Valid > 0 && i.Replicating > 0,
            "The primary cannot be reached, but replicas are connected to it: the network between it and us may be cut.", Detect),
        new(UnreachablePrimary, "UnreachableMaster",
            i => i.IsPrimary && i.Lost && i.Partial && i.Failing > 0 && i.Valid > 0 && i.Replicating > 0,
            "The primary answers in part, some replicas are connected to it and some cannot connect.", Detect),
        new(DuplicatePrimary, "DuplicatePrimary",
            i => i.IsSurplus,
            "The instance is one of two in its cluster that accept writes as a primary, and the other has the newer timeline or more of the log: this one is to be stopped.", RecoverDuplicatePrimary),
        new(DuplicatePrimary, "DuplicatePrimary",
            i => i.IsPrimary && i.HasCondition && i.Seen && !i.Snapshot.IsReadOnly && !i.IsDemoted && i.HasRival,
            "The instance is not the only one in its cluster that accepts writes as a primary: stop those that clients are not to write to.", Detect),
        new(NoSynchronousStandby, "NoSynchronousStandby",
            i => i.IsPrimary && i.HasCondition && i.Seen && i.WaitsSemiSync && i.Snapshot.SemiSync.ConnectedReplicas == 0,
            "The primary has no synchronous standby: its commits wait for one, or, where most_available_sync is on, go on without a copy.", Detect),
        new(LockedSemiSyncPrimary, "LockedSemiSyncMaster",
            i => i.IsPrimary && i.WaitsSemiSync && i.TooFewSemiSync && i.IsBinlogStuck && i.RecoversLockedSemiSync,
            "The primary's commits wait for semi-synchronous replicas that are not there.", RecoverSemiSync),
        new(LockedSemiSyncPrimary, "LockedSemiSyncMaster",
            i => i.IsPrimary && i.WaitsSemiSync && i.TooFewSemiSync && i.IsBinlogStuck,
            "The primary's commits wait for semi-synchronous replicas that are not there.", Detect),
        new(LockedSemiSyncPrimaryHypothesis, "LockedSemiSyncMasterHypothesis",
            i => i.IsPrimary && i.WaitsSemiSync && i.TooFewSemiSync,
            "The primary has too few semi-synchronous replicas: its commits may be waiting.", None),
        new(PrimaryWithTooManySemiSyncReplicas, "MasterWithTooManySemiSyncReplicas",
            i => i.IsPrimary && i.WaitsSemiSync && i.TooManySemiSync && i.Policy.EnforceExactSemiSyncReplicas,
            "The primary has more semi-synchronous replicas than it waits for.", RecoverSemiSync),
        new(DuplicatePrimary, "DuplicatePrimary",
            i => i.IsPrimary && i.Seen && !i.Snapshot.IsReadOnly && !i.IsDemoted && i.HasRival,
            "The instance is not the only one in its cluster that accepts writes as a primary: make the others read-only, or replicas.", Detect),
        new(NoWriteablePrimary, "NoWriteableMasterStructureWarning",
            i => i.IsPrimary && i.Seen && i.Snapshot.IsReadOnly && i.Replicating > 0 && i.Policy.RecoverNonWriteablePrimary && !i.IsDemoted,
            "The primary is read-only.", MakeWritable),
        new(PrimarySingleReplicaNotReplicating, "MasterSingleReplicaNotReplicating",
            i => i.IsPrimary && i.Seen && i.Replicas == 1 && i.Valid == i.Replicas && i.Replicating == 0,
            "The primary is well, but its only replica is not replicating.", None),
        new(PrimarySingleReplicaDead, "MasterSingleReplicaDead",
            i => i.IsPrimary && i.Seen && i.Replicas == 1 && i.Valid == 0,
            "The primary is well, but its only replica cannot be reached.", None),
        new(AllPrimaryReplicasNotReplicating, "AllMasterReplicasNotReplicating",
            i => i.IsPrimary && i.Seen && i.Replicas > 1 && i.Valid == i.Replicas && i.Replicating == 0,
            "The primary is well, but none of its replicas is replicating.", Detect),
        new(AllPrimaryReplicasNotReplicatingOrDead, "AllMasterReplicasNotReplicatingOrDead",
            i => i.IsPrimary && i.Seen && i.Replicas > 1 && i.Valid > 0 && i.Valid < i.Replicas && i.Replicating == 0,
            "The primary is well, but its replicas cannot be reached or are not replicating.", Detect),
        new(DeadCoPrimary, "DeadCoMaster",
            i => i.IsCoPrimary && i.Lost && i.Replicas > 0 && i.Valid == i.Replicas && i.Replicating == 0,
            "The co-primary cannot be reached and none of its replicas is replicating.", RecoverCoPrimary),
        new(DeadCoPrimaryAndSomeReplicas, "DeadCoMasterAndSomeReplicas",
            i => i.IsCoPrimary && i.Lost && i.Valid > 0 && i.Valid < i.Replicas && i.Replicating == 0,
            "The co-primary and some of its replicas cannot be reached, and none of its other replicas is replicating.", RecoverCoPrimary),
        new(UnreachableCoPrimary, "UnreachableCoMaster",
            i => i.IsCoPrimary && i.Lost && !i.Partial && i.Valid > 0 && i.Replicating > 0,
            "The co-primary cannot be reached, but replicas are connected to it: the network between it and us may be cut.", None),
        new(AllCoPrimaryReplicasNotReplicating, "AllCoMasterReplicasNotReplicating",
            i => i.IsCoPrimary && i.Seen && i.Replicas > 0 && i.Replicating == 0,
            "The co-primary is well, but none of its replicas is replicating.", None),
        new(DeadCascadeStandby, "DeadCascadeStandby",
            i => !i.IsPrimary && !i.IsDemoted && i.HasCondition && i.Lost && i.IsCascade && i.IsKnownDown,
            "The cascade standby is down, says its agent.", RecoverStandby),
        new(DeadStandby, "DeadStandby",
            i => !i.IsPrimary && !i.IsDemoted && i.HasCondition && i.Lost && i.IsKnownDown,
            "The standby is down, says its agent.", RecoverStandby),
        new(DeadIntermediatePrimaryWithSingleReplicaFailingToConnect, "DeadIntermediateMasterWithSingleReplicaFailingToConnect",
            i => !i.IsPrimary && i.Lost && i.Replicas == 1 && i.Valid == 1 && i.Failing == 1 && i.Replicating == 0,
            "The intermediate primary cannot be reached and its only replica cannot connect to it.", RecoverIntermediatePrimary),
        new(DeadIntermediatePrimaryWithSingleReplica, "DeadIntermediateMasterWithSingleReplica",
            i => !i.IsPrimary && i.Lost && i.Replicas == 1 && i.Valid == 1 && i.Replicating == 0,
            "The intermediate primary cannot be reached and its only replica is not replicating.", None),
        new(DeadIntermediatePrimary, "DeadIntermediateMaster",
            i => !i.IsPrimary && i.Lost && i.Replicas > 1 && i.Valid == i.Replicas && i.Replicating == 0,
            "The intermediate primary cannot be reached and none of its replicas is replicating.", RecoverIntermediatePrimary),
        new(DeadIntermediatePrimaryAndSomeReplicas, "DeadIntermediateMasterAndSomeReplicas",
            i => !i.IsPrimary && i.Lost && i.Valid > 0 && i.Valid < i.Replicas && i.Replicating == 0,
            "The intermediate primary and some of its replicas cannot be reached, and none of its other replicas is replicating.", RecoverIntermediatePrimary),
        new(DeadIntermediatePrimaryAndReplicas, "DeadIntermediateMasterAndReplicas",
            i => !i.IsPrimary && i.Lost && i.Replicas > 0 && i.Valid == 0,
            "Neither the intermediate primary nor any of its replicas can be reached.", Detect),
        new(UnreachableIntermediatePrimaryWithLaggingReplicas, "UnreachableIntermediateMasterWithLaggingReplicas",
            i => !i.IsPrimary && i.Lost && i.AllLagUndelayed,
            "The intermediate primary cannot be reached and all of its replicas lag: it may hang.", Detect),
        new(UnreachableIntermediatePrimary, "UnreachableIntermediateMaster",
            i => !i.IsPrimary && i.Lost && !i.Partial && i.Valid > 0 && i.Replicating > 0,
            "The intermediate primary cannot be reached, but replicas are connected to it: the network between it and us may be cut.", None),
        new(AllIntermediatePrimaryReplicasFailingToConnectOrDead, "AllIntermediateMasterReplicasFailingToConnectOrDead",
            i => !i.IsPrimary && i.Seen && i.Replicas > 1 && i.Replicating == 0 && i.Failing > 0 && i.Failing == i.Valid,
            "The intermediate primary is well, but its replicas cannot connect to it or cannot be reached.", RecoverIntermediatePrimary),
        new(AllIntermediatePrimaryReplicasNotReplicating, "AllIntermediateMasterReplicasNotReplicating",
            i => !i.IsPrimary && i.Seen && i.Replicas > 0 && i.Replicating == 0,
            "The intermediate primary is well, but none of its replicas is replicating.", None),
        new(BinlogServerFailingToConnectToPrimary, "BinlogServerFailingToConnectToMaster",
            i => i.Snapshot.IsBinlogServer && i.FailsToConnect,
            "The binary log server cannot connect to its source.", None),
        new(FirstTierReplicaFailingToConnectToPrimary, "FirstTierReplicaFailingToConnectToMaster",
            i => i.Depth == 1 && i.FailsToConnect,
            "The replica cannot connect to the primary.", None),
        new(DeadCascadeStandby, "DeadCascadeStandby",
            i => !i.IsPrimary && i.HasCondition && i.Lost && i.IsCascade,
            "The cascade standby cannot be reached, or its database is down.", Detect),
        new(DeadStandby, "DeadStandby",
            i => !i.IsPrimary && i.HasCondition && i.Lost,
            "The standby cannot be reached, or its database is down.", Detect),
        new(NeedRepair, "NeedRepair",
            i => !i.IsPrimary && i.Seen && i.State == ServerState.NeedsRepair,
            "The standby cannot follow its source any more and has to be built anew.", Detect),
        new(CascadeStandbyWithoutSource, "CascadeStandbyWithoutSource",
            i => i.Seen && i.IsCascade && i.State == ServerState.Disconnected,
            "The cascade standby is well and receives from nobody.", Detect),
    ];

    /// <summary>For members of a group: the group looks after its primary itself.</summary>
    public static readonly IReadOnlyList<DecisionRow> GroupRows =
    [
        new(DeadReplicationGroupMemberWithReplicas, "DeadReplicationGroupMemberWithReplicas",
            i => i.Lost && i.Replicas > 0 && i.Replicating == 0,
            "The group member cannot be reached and none of its replicas is replicating.", RecoverGroupMember),
    ];

    /// <summary>When no line holds.</summary>
    public static readonly DecisionRow Nothing = new(NoProblem, "NoProblem", _ => true, "No problem.", None);

    /// <summary>Verdicts about replicas: nothing to act on when all of those are downtimed.</summary>
    public static readonly IReadOnlySet<AnalysisCode> AboutReplicas = new HashSet<AnalysisCode>
    {
        AllPrimaryReplicasNotReplicating, AllPrimaryReplicasNotReplicatingOrDead, PrimarySingleReplicaDead, AllCoPrimaryReplicasNotReplicating,
        DeadIntermediatePrimaryWithSingleReplica, DeadIntermediatePrimaryWithSingleReplicaFailingToConnect,
        DeadIntermediatePrimaryAndReplicas, DeadIntermediatePrimaryAndSomeReplicas,
        AllIntermediatePrimaryReplicasFailingToConnectOrDead, AllIntermediatePrimaryReplicasNotReplicating,
    };

    public static DecisionRow Decide(AnalysisInput input) =>
        (input.IsGroupMember ? GroupRows : Rows).FirstOrDefault(r => r.Holds(input)) ?? Nothing;
}
