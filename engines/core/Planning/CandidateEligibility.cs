using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>Whether an instance can be promoted at all, whatever the others are like.</summary>
static class CandidateEligibility
{
    /// <summary>The first reason that forbids it, in words; null when there is none.</summary>
    public static string? WhyNot(Succession context, ClusterMember member)
    {
        var (snapshot, replication) = (member.Snapshot, member.Snapshot.Replication);
        if (context.Topology.CanonicalKey(member.Key) is var key && key != member.Key) return $"It is another address of {key}.";
        if (!context.IsInTree(member) || replication is null) return $"It does not replicate from {context.Old.Key}, neither directly nor through others.";
        if (context.Kind == RecoveryKind.PlannedTakeover && !context.IsDirect(member)) return $"It does not replicate directly from {context.Old.Key}.";
        if (!member.IsLastCheckValid) return $"It cannot be reached{Because(member.LastCheckError)}.";
        if (member.InMaintenance) return "It is under maintenance.";
        if (WhyNotInItsCondition(snapshot.Condition) is { } condition) return condition;
        if (snapshot.IsBinlogServer) return "It is a binary log server.";
        if (snapshot.IsMultiSource) return $"It {ReplicationCompatibility.SeveralSources(snapshot)}.";
        if (snapshot.GroupName.Length > 0) return $"It is a member of the group {snapshot.GroupName}.";
        if (member.IsDemoted) return "It lost its role in an earlier failover and has not rejoined.";
        if (member.PromotionRule == PromotionRule.MustNot) return "Its promotion rule is must_not.";
        if (context.Policy.IgnoredForPromotion.Contains(member.Key)) return "PromotionIgnoreHostnameFilters exclude it.";
        if (!snapshot.LogBin) return "It has no binary log (log_bin).";
        if (!snapshot.LogReplicaUpdates) return "It does not log what it replicates (log_slave_updates).";
        if (replication.DelaySeconds > context.Policy.MaintenanceLagSeconds) return $"It replicates with a delay of {replication.DelaySeconds} s.";
        if (replication.Applier != ReplicationThreadState.Running && (replication.ApplierErrorNumber != 0 || replication.ApplierError.Length > 0))
            return $"Its applier has stopped with error {replication.ApplierErrorNumber}{Because(replication.ApplierError)}.";
        if (context.Kind == RecoveryKind.PlannedTakeover && !replication.IsRunning) return "It is not replicating.";
        var transactions = context.TransactionsOf(member);
        if (snapshot.GtidKind != GtidKind.None && transactions.Held is null) return "Its GTID set cannot be read.";
        if (transactions.HasErrant && !context.AcceptsErrant) return $"It has transactions that its source never had: {transactions.Errant}.";
        return context.WritableCoPrimaries is [{ } writable] && writable.Key != member.Key
            ? $"{writable.Key} accepts writes already: there would be two writable primaries."
            : null;
    }

    /// <summary>The sentence that clients of planned takeovers look for.</summary>
    public static string NotDirect(Succession context, ClusterMember member) =>
        $"The designated instance {member.Key} must be directly replicating from the primary {context.Old.Key}.";

    // A cascade standby changes places with its standby first; what a server does not say plainly is not taken for well.
    static string? WhyNotInItsCondition(ServerCondition? condition) => condition switch
    {
        null => null,
        { IsCascade: true } => "It is a cascade standby: only standbys are promoted.",
        { State: ServerState.Normal or ServerState.Disconnected } => null,
        { State: ServerState.Unknown } => $"What it says of itself is not understood: {condition.Words}.",
        _ => $"It says of itself: {condition.Words}.",
    };

    static string Because(string error) => error.Length > 0 ? $": {error.TrimEnd('.')}" : "";
}
