using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>Says what a plan would lose, and what cannot be known.</summary>
static class LossEstimate
{
    public static DataLoss Of(CandidateAssessment candidate)
    {
        var context = candidate.Context;
        var durability = ClusterTopology.DurabilityOf(context.Old.Snapshot);
        if (context.Kind == RecoveryKind.PlannedTakeover)
            return new DataLoss(durability, "", $"Nothing: {context.Old.Key} stops writes and {candidate.Key} applies all of them before it is promoted.");

        var missing = candidate.MissingFromReachable?.Union(candidate.MissingFromLost!).ToString() ?? "";
        return new DataLoss(durability, missing, $"{Known(candidate, missing)} {Unknown(candidate, durability)}") { MissingLog = MissingLog(candidate) };
    }

    /// <summary>Without GTIDs, the part of the old primary's log that is known and missing; null for none.</summary>
    public static LogPart? MissingLog(CandidateAssessment candidate) => candidate.UsesPositions ? LogPositions.Missing(candidate.Context, candidate.Reaching) : null;

    static string Known(CandidateAssessment candidate, string missing)
    {
        if (candidate.MissingFromReachable is null || (candidate.UsesPositions && missing.Length == 0)) return KnownByPosition(candidate);
        if (missing.Length == 0) return "Nothing that is known would be lost.";
        return candidate.MissingFromReachable.IsEmpty
            ? $"{candidate.MissingFromReachable.Amount(candidate.Residue)} were last seen on instances that cannot be reached and would be lost: {missing}."
            : $"{candidate.MissingFromReachable.Amount(candidate.Residue)} that are known would be lost: {missing}.";
    }

    static string KnownByPosition(CandidateAssessment candidate)
    {
        var (context, member) = (candidate.Context, candidate.Reaching);
        if (LogPositions.Missing(context, member) is { } missing)
        {
            var size = missing.From.File == missing.To.File ? $" ({missing.To.Position - missing.From.Position} bytes)" : "";
            var holder = missing.Holder == context.Old.Key ? $"{missing.Holder} had written its binary log" : $"{missing.Holder} has received the binary log of {context.Old.Key}";
            return $"{holder} up to {missing.To}; {candidate.Key} has it up to {missing.From}, and what is between would be lost{size}.";
        }

        return LogPositions.Received(context, member) is { } received
            ? $"Nobody is known to have more of the binary log of {context.Old.Key} than {candidate.Key}, which has it up to {received}."
            : $"{candidate.Key} does not replicate directly from {context.Old.Key}: without GTIDs it cannot be told what it has.";
    }

    /// <summary>Zero loss is claimed only where a commit waits and somebody whom it waited for can still be asked.</summary>
    static string Unknown(CandidateAssessment candidate, DurabilityClass durability)
    {
        var (old, context) = (candidate.Context.Old, candidate.Context);
        if (durability == DurabilityClass.Synchronous && old.Snapshot.GroupName.Length > 0) return $"{old.Key} was a member of a group that keeps what it acknowledged.";
        if (durability == DurabilityClass.Asynchronous)
            return $"{old.Key} acknowledged commits without waiting for replicas: what no replica received after {old.Snapshot.SeenAt:u} cannot be known and would be lost.";
        var (waited, silent) = (old.Snapshot.SemiSync.WaitForReplicaCount, context.Tree.Count(m => context.IsDirect(m) && !m.IsLastCheckValid && m.Snapshot.SemiSync.ReplicaEnabled));
        if (silent >= waited) return $"{old.Key} waited for {waited} replicas and {silent} of those that may have answered cannot be reached: acknowledged transactions may be lost.";
        return candidate.MissingFromReachable?.IsEmpty ?? (candidate.Residue == 0 && LogPositions.Received(context, candidate.Member) is not null)
            ? $"{old.Key} waited for replicas at its last check ({old.Snapshot.SeenAt:u}): no transaction that it acknowledged while that lasted would be lost."
            : $"{old.Key} waited for replicas at its last check ({old.Snapshot.SeenAt:u}), but not for {candidate.Key} alone: acknowledged transactions may be lost.";
    }
}
