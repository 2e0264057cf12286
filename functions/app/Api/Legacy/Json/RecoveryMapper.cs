using Ham4Db.Core.Analysis;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Makes <see cref="LegacyRecovery"/> and its kin. Pure.</summary>
internal static class RecoveryMapper
{
    /// <summary>The recovery that has just ended.</summary>
    public static LegacyRecovery Map(RecoveryRecord recovery, Ham4DbOptions options, DateTimeOffset now) => MapOld(recovery, options, now) with
    {
        SuccessorKey = recovery.Successor is { } successor ? LegacyKey.Of(successor) : null,
        Type = TypeOf(recovery),
    };

    /// <summary>A recovery that is read back.</summary>
    public static LegacyRecovery MapOld(RecoveryRecord recovery, Ham4DbOptions options, DateTimeOffset now) => new()
    {
        Id = recovery.NumericId,
        UID = recovery.Uid,
        AnalysisEntry = new LegacyAnalysis
        {
            AnalyzedInstanceKey = LegacyKey.Of(recovery.Failed),
            ClusterDetails = LegacyClusterInfo.Of(recovery.ClusterName, recovery.ClusterAlias, domain: "", recovery.Replicas.Count + 1, options),
            CountReplicas = recovery.Replicas.Count,
            Replicas = LegacyKey.List(recovery.Replicas),
            Analysis = FailureAnalysis.LegacyName(recovery.Code),
        },
        SuccessorKey = recovery.Successor is { } successor ? LegacyKey.Of(successor) : LegacyKey.None,
        IsActive = IsActive(recovery, TimeSpan.FromSeconds(options.RecoveryPeriodBlockSeconds), now),
        IsSuccessful = recovery.Status == RecoveryStatus.Succeeded,
        LostReplicas = LegacyKey.List(recovery.LostReplicas),
        ParticipatingInstanceKeys = LegacyKey.List(recovery.Plan?.Steps.Select(s => s.Target).Distinct() ?? []),
        AllErrors = recovery.Errors,
        RecoveryStartTimestamp = LegacyTime.Text(recovery.StartedAt),
        RecoveryEndTimestamp = recovery.EndedAt is { } ended ? LegacyTime.Text(ended) : "",
        Acknowledged = recovery.Acknowledgement is not null,
        AcknowledgedAt = recovery.Acknowledgement is { } acknowledged ? LegacyTime.Text(acknowledged.At) : "",
        AcknowledgedBy = recovery.Acknowledgement?.By ?? "",
        AcknowledgedComment = recovery.Acknowledgement?.Comment ?? "",
        RecoveryType = recovery.Kind.ChangesPrimary() ? "MasterRecoveryGTID" : "NotMasterRecovery",
    };

    /// <summary>Steps of a recovery.</summary>
    public static IReadOnlyList<LegacyRecoveryStep> Map(IEnumerable<RecoveryStepRecord> steps) =>
        [.. steps.Select((step, index) => new LegacyRecoveryStep(index + 1, step.Uid, LegacyTime.Text(step.StartedAt), Sentence(step)))];

    /// <summary>The recovery that is refused in a cluster.</summary>
    public static LegacyBlockedRecovery MapBlock(ClusterView view)
    {
        var block = view.State.Block!;
        var blocking = new[] { view.State.ActiveRecovery, view.State.LastRecovery }.FirstOrDefault(r => r?.Uid == block.BlockingUid);
        return new LegacyBlockedRecovery(
            LegacyKey.Of(block.Instance), view.Record.Name, FailureAnalysis.LegacyName(block.Code), LegacyTime.Text(block.At), blocking?.NumericId ?? 0);
    }

    private static string TypeOf(RecoveryRecord recovery) => recovery.Kind switch
    {
        RecoveryKind.DeadIntermediate => "IntermediateMasterRecovery",
        RecoveryKind.DeadGroupMember => "ReplicationGroupMemberRecovery",
        RecoveryKind.DeadStandby => "ReplicaRecovery",
        _ when recovery.Code is AnalysisCode.DeadCoPrimary or AnalysisCode.DeadCoPrimaryAndSomeReplicas => "CoMasterRecovery",
        _ => "MasterRecovery",
    };

    // To older clients a recovery is active for as long as it blocks the next one.
    private static bool IsActive(RecoveryRecord recovery, TimeSpan blockPeriod, DateTimeOffset now) =>
        recovery.Status == RecoveryStatus.Running || (recovery.Acknowledgement is null && recovery.StartedAt + blockPeriod > now);

    private static string Sentence(RecoveryStepRecord step) => step switch
    {
        { Error.Length: > 0 } => $"{step.Message} Failed: {step.Error}",
        { EndedAt: { } ended } => $"{step.Message} ({(ended - step.StartedAt).TotalMilliseconds:F0} ms)",
        _ => step.Message,
    };
}
