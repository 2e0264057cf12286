using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>What the user's rules hold against a candidate that could otherwise be promoted.</summary>
static class PolicyObjections
{
    public static IEnumerable<PlanBlocker> Against(CandidateAssessment candidate)
    {
        var objections = Place(candidate).Concat(CoPrimary(candidate)).Concat(Lag(candidate));
        return candidate.Context.Kind == RecoveryKind.DeadPrimary
            ? objections.Concat(Position(candidate)).Concat(Applier(candidate)).Concat(Loss(candidate))
            : objections.Concat(Handover(candidate));
    }

    static IEnumerable<PlanBlocker> Place(CandidateAssessment candidate)
    {
        var (own, old, policy) = (candidate.Member.Snapshot, candidate.Context.Old.Snapshot, candidate.Context.Policy);
        if (policy.PreventCrossDataCenter && own.DataCenter != old.DataCenter)
            yield return new(BlockerCode.CrossDataCenter, $"{own.Key} is in data centre '{own.DataCenter}' and {old.Key} in '{old.DataCenter}': PreventCrossDataCenterMasterFailover forbids that.");
        if (policy.PreventCrossRegion && own.Region != old.Region)
            yield return new(BlockerCode.CrossRegion, $"{own.Key} is in region '{own.Region}' and {old.Key} in '{old.Region}': PreventCrossRegionMasterFailover forbids that.");
    }

    static IEnumerable<PlanBlocker> CoPrimary(CandidateAssessment candidate)
    {
        var context = candidate.Context;
        if (context.Kind == RecoveryKind.DeadPrimary && context.Policy.CoPrimaryMustPromoteOther && context.Topology.IsCoPrimary(context.Old.Key) && !candidate.IsOtherCoPrimary)
            yield return new(BlockerCode.OtherCoPrimary, $"{candidate.Key} is not the other co-primary of {context.Old.Key}, and CoMasterRecoveryMustPromoteOtherCoMaster allows nobody else.");
    }

    static IEnumerable<PlanBlocker> Lag(CandidateAssessment candidate)
    {
        if (candidate.Context.Policy.FailPromotionOnLagSeconds is { } limit && candidate.Member.Snapshot.LagSeconds is { } lag && lag >= limit)
            yield return new(BlockerCode.Lag, $"{candidate.Key} lags by {lag} s and FailMasterPromotionOnLagMinutes allows less than {limit} s.");
    }

    /// <summary>Who does not lose data but has no place to go on at. That is for a person to put up with, or not to let it come to.</summary>
    static IEnumerable<PlanBlocker> Position(CandidateAssessment candidate)
    {
        var (context, member) = (candidate.Context, candidate.Member);
        if (!candidate.UsesPositions || context.Policy.DataLoss == DataLossPolicy.None) yield break;
        var unplaced = context.Orphans
            .Where(m => m.Key != candidate.Key && m is { IsLastCheckValid: true, Snapshot.Replication.UsesGtid: false } && context.Topology.SourceOf(m.Key)?.Key != candidate.Key)
            .Where(m => ReplicationCompatibility.CanReplicateFrom(m, member, context.Policy).Can && LogPositions.WayOf(context, m, candidate.Reaching).Way is null && !(LogPositions.IsAhead(context, m, candidate.Reaching) && m.Snapshot.UsesPseudoGtid))
            .Select(m => m.Key)
            .ToList();
        if (unplaced.Count > 0)
            yield return new(BlockerCode.NoGtid, $"{string.Join(", ", unplaced)} could not follow {candidate.Key}: they have not received the same part of the log of {context.Old.Key}, and neither GTID nor Pseudo-GTID tells where they go on. Switch replication to GTID, or set AutoPseudoGTID; DataLossPolicy none leaves them behind.");
    }

    static IEnumerable<PlanBlocker> Applier(CandidateAssessment candidate)
    {
        if (!candidate.Context.Policy.FailPromotionIfApplierBehind) yield break;
        if (candidate.Backlog > 0)
            yield return new(BlockerCode.ApplierBehind, $"{candidate.Key} has not applied all that it received and FailMasterPromotionIfSQLThreadNotUpToDate is set.");
    }

    static IEnumerable<PlanBlocker> Loss(CandidateAssessment candidate)
    {
        if (candidate.Context.Policy.DataLoss != DataLossPolicy.Require || candidate.Residue == 0) yield break;
        var holders = candidate.Context.Tree.Where(m => !m.IsLastCheckValid && Has(m)).Select(m => m.Key).ToList();
        if (candidate.MissingFromReachable?.IsEmpty == true && holders.Count > 0)
        {
            yield return new(
                BlockerCode.UnreachableSibling,
                $"{string.Join(", ", holders)} cannot be reached and has transactions that {candidate.Key} lacks ({candidate.MissingFromLost}): the policy allows no known loss. Bring it back, or relax the policy.");
        }
        else
        {
            var missing = candidate.MissingFromReachable?.Union(candidate.MissingFromLost!).ToString() ?? LossEstimate.MissingLog(candidate)?.ToString() ?? "it cannot be told what it has";
            yield return new(BlockerCode.DataLoss, $"{candidate.Key} lacks known transactions ({missing}) and the policy allows no known loss.");
        }

        bool Has(ClusterMember sibling) => candidate.Context.TransactionsOf(sibling).Sound is { } sound && candidate.MissingFromLost is { } missing
            && sound.Kind == missing.Kind && missing.CountBeyond(sound) == 0;
    }

    /// <summary>A planned takeover stops writes: whatever could make that long, or leave somebody behind, is found out before.</summary>
    static IEnumerable<PlanBlocker> Handover(CandidateAssessment candidate)
    {
        var (member, context) = (candidate.Member, candidate.Context);
        if (member.Snapshot.LagSeconds is not { } lag)
            yield return new(BlockerCode.LaggingCandidate, $"The lag of {candidate.Key} is not known.");
        else if (lag > context.Policy.MaintenanceLagSeconds)
            yield return new(BlockerCode.LaggingCandidate, $"{candidate.Key} lags by {lag} s: more than {context.Policy.MaintenanceLagSeconds} s would be too long without writes.");

        var downtimed = context.Tree.Where(m => m.Downtime is not null).Select(m => m.Key).ToHashSet();
        foreach (var sibling in candidate.Unreachable.Where(s => !downtimed.Contains(s.Instance)))
            yield return new(BlockerCode.UnreachableSibling, $"{sibling.Instance} cannot be reached and would not follow {candidate.Key}. Bring it back, or downtime it.");
        foreach (var sibling in candidate.Stranded.Where(s => !downtimed.Contains(s.Instance)))
            yield return new(BlockerCode.SiblingCannotFollow, $"{candidate.Key} cannot take over all of its siblings. {sibling.Instance}: {sibling.Reason} Downtime it to leave it behind.");

        var offerers = context.Tree.Append(context.Old).Where(m => m.IsLastCheckValid && m.Snapshot.ReplicationCredentialsAvailable);
        if (!context.Policy.HasReplicationCredentials && context.Old.Snapshot.Replication is null && !offerers.Any())
            yield return new(BlockerCode.ReplicationCredentials, $"{context.Old.Key} could not replicate afterwards: nobody's replication credentials can be read. Set MySQLReplicationUser and MySQLReplicationPassword, or ReplicationCredentialsQuery.");

        var semiSync = member.Snapshot.SemiSync;
        var acknowledging = candidate.Followers.Append(context.Old).Concat(context.Topology.ReplicasOf(member.Key)).DistinctBy(m => m.Key).Count(m => m.Snapshot.SemiSync.ReplicaEnabled);
        var waits = context.SemiSyncWaitCountFor(member) ?? semiSync.WaitForReplicaCount;
        if ((semiSync.SourceEnabled || context.SemiSyncWaitCountFor(member) is not null) && acknowledging < waits && semiSync.TimeoutMilliseconds > context.Policy.MaintenanceLagSeconds * 1000)
            yield return new(BlockerCode.SemiSyncReplicas, $"Commits on {candidate.Key} would wait for {waits} semi-synchronous replicas and it would have {acknowledging}.");
    }
}
