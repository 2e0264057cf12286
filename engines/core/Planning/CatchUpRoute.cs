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
        var unobtainable = wanted.CountBeyond(held.Union(context.Offered(held.Kind)));
        while (BestStop(context, candidate, held, wanted, unobtainable) is { } best)
        {
            held = best.Reached;
            stops.Add(best);
        }

        return new CatchUpRoute(stops, held);
    }

    static (InstanceKey Source, GtidSet Reached)? BestStop(Succession context, ClusterMember candidate, GtidSet held, GtidSet wanted, long unobtainable)
    {
        var (best, least) = (((InstanceKey Source, GtidSet Reached)?)null, wanted.CountBeyond(held));
        if (least == unobtainable) return null;
        foreach (var (member, offer) in context.Offers(held.Kind).Where(o => o.Member.Key != candidate.Key && !held.Contains(o.Offer)))
        {
            var reached = held.Union(offer);
            var left = wanted.CountBeyond(reached);
            if (left >= least || !CanServe(context, candidate, held, member, offer)) continue;
            (best, least) = ((member.Key, reached), left);
            if (left == unobtainable) break;
        }

        return best;
    }

    static bool CanServe(Succession context, ClusterMember candidate, GtidSet held, ClusterMember sibling, GtidSet offer) =>
        candidate.Snapshot.Replication?.UsesGtid == true
        && ReplicationCompatibility.CanReplicateFrom(candidate, sibling, context.Policy).Can
        && ReplicationCompatibility.WhyNotByGtid(held, sibling.Key, offer, context.TransactionsOf(sibling).Purged) is null;
}
