using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>From whom a candidate fetches what it lacks before it is promoted.</summary>
/// <param name="Stops">The siblings, in order, each with what the candidate has after it.</param>
/// <param name="Reached">What the candidate has in the end.</param>
sealed record CatchUpRoute(IReadOnlyList<(InstanceKey Source, GtidSet Reached)> Stops, GtidSet Reached)
{
    /// <summary>Goes to whoever has most of what is lacking, until nothing is lacking or nobody has more.</summary>
    public static CatchUpRoute Find(Succession context, ClusterMember candidate, GtidSet held, GtidSet wanted)
    {
        List<(InstanceKey Source, GtidSet Reached)> stops = [];
        var sources = context.Tree
            .Where(m => m.Key != candidate.Key && CanServe(context, candidate, m))
            .Select(m => (Member: m, Offer: OfferOf(m, context.TransactionsOf(m))!))
            .Where(s => s.Offer?.Kind == held.Kind)
            .ToList();
        while (!held.Contains(wanted))
        {
            var lacking = wanted.CountBeyond(held);
            var best = sources
                .Where(s => ReplicationCompatibility.WhyNotByGtid(candidate.Snapshot, held, s.Member.Snapshot, s.Offer) is null)
                .Select(s => (s.Member.Key, Reached: held.Union(s.Offer)))
                .OrderBy(s => wanted.CountBeyond(s.Reached))
                .ThenBy(s => s.Key)
                .FirstOrDefault();
            if (best.Reached is null || wanted.CountBeyond(best.Reached) >= lacking) break;
            held = best.Reached;
            stops.Add(best);
        }

        return new CatchUpRoute(stops, held);
    }

    // An errant sibling would hand its stray transactions on.
    static bool CanServe(Succession context, ClusterMember candidate, ClusterMember sibling) =>
        sibling is { IsLastCheckValid: true, Snapshot: { LogBin: true, LogReplicaUpdates: true, IsBinlogServer: false } }
        && candidate.Snapshot.Replication?.UsesGtid == true
        && !context.TransactionsOf(sibling).HasErrant
        && ReplicationCompatibility.CanReplicateFrom(candidate, sibling, context.Policy).Can;

    // What a sibling has only received helps nobody unless its applier gets through it now.
    static GtidSet? OfferOf(ClusterMember sibling, InstanceTransactions transactions) =>
        sibling.Snapshot.Replication is { Applier: ReplicationThreadState.Running, DelaySeconds: 0 } ? transactions.Held : transactions.Executed;
}
