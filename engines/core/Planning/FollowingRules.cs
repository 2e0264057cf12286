using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>Whether a replica can be pointed at a candidate once that is primary.</summary>
static class FollowingRules
{
    /// <summary>The first reason against it, as a sentence; null when it can.</summary>
    public static string? WhyNot(Succession context, ClusterMember replica, CandidateAssessment candidate)
    {
        if (!replica.IsLastCheckValid) return $"It cannot be reached, so that it stays without a source until it is back.";
        var reason = WhyNotReachable(context, replica, candidate);
        return reason is null ? null : $"It cannot follow {candidate.Key}: {reason}.";
    }

    /// <summary>Whether the replica cannot follow because it has more than the candidate would have: a loss, and no flaw of the candidate's settings.</summary>
    public static bool IsAhead(Succession context, ClusterMember replica, CandidateAssessment candidate) =>
        // By positions, one that is left behind is that whether it has more or less.
        !candidate.UsesPositions
            && candidate.Route?.Reached is { } offered && context.TransactionsOf(replica).Sound is { } sound && sound.Kind == offered.Kind && !offered.Contains(sound);

    static string? WhyNotReachable(Succession context, ClusterMember replica, CandidateAssessment candidate)
    {
        if (ReplicationCompatibility.CanReplicateFrom(replica, candidate.Member, context.Policy) is (false, var reason)) return reason;
        if (candidate.UsesPositions) return LogPositions.WayOf(context, replica, candidate.Reaching) is (null, var unplaced) ? unplaced : null;
        if (candidate.Route?.Reached is not { } offered) return null;
        if (replica.Snapshot.Replication?.UsesGtid != true) return "it does not position itself by GTID";
        var transactions = context.TransactionsOf(replica);
        if (transactions is not { Held: { } held, Executed: { } executed, Sound: { } sound } || held.Kind != offered.Kind) return "its GTID set cannot be read";
        if (!offered.Contains(sound)) return $"it has transactions that {candidate.Key} lacks ({sound.Subtract(offered)})";
        return ReplicationCompatibility.WhyNotByGtid(held, candidate.Key, offered, candidate.Transactions.Purged)
            ?? ReplicationCompatibility.WhyNotByGtid(executed, candidate.Key, offered, candidate.Transactions.Purged);
    }
}
