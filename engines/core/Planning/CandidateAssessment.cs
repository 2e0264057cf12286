using Ham4Db.Core.Gtid;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>An instance that could be promoted, and what would follow from it.</summary>
sealed record CandidateAssessment
{
    public required ClusterMember Member { get; init; }
    public required Succession Context { get; init; }
    public required InstanceTransactions Transactions { get; init; }

    /// <summary>How it gets what reachable siblings have and it lacks; null where GTIDs do not tell what it has.</summary>
    public CatchUpRoute? Route { get; init; }

    /// <summary>Who gives it what it lacks where GTIDs do not tell what that is, by Pseudo-GTID entries; null for nobody.</summary>
    public ClusterMember? Donor { get; init; }

    /// <summary>Itself, as it is once it has fetched what <see cref="Donor"/> has received of the old primary's log.</summary>
    public ClusterMember Reaching => Donor is not { Snapshot.Replication.Read: var read } || Member.Snapshot.Replication is not { } own
        ? Member
        : Member with { Snapshot = Member.Snapshot with { Replication = own with { Read = read } } };

    /// <summary>What is known on reachable instances and it would lack in the end; null without GTIDs.</summary>
    public GtidSet? MissingFromReachable { get; init; }

    /// <summary>What lost instances are known to have had and it would lack in the end; null without GTIDs.</summary>
    public GtidSet? MissingFromLost { get; init; }

    /// <summary>How many known transactions it would lack; without GTIDs, how many instances are known to have had more of the old primary's binary log.</summary>
    public long Residue { get; init; }

    /// <summary>How many known transactions it lacks before it has caught up; without GTIDs as <see cref="Residue"/>.</summary>
    public long Behind { get; init; }

    /// <summary>Reachable replicas that need another source and cannot follow it.</summary>
    public IReadOnlyList<CandidateVerdict> Stranded { get; init; } = [];

    /// <summary>Those of <see cref="Stranded"/> that could follow somebody else without a loss.</summary>
    public IReadOnlyList<InstanceKey> Incompatible { get; init; } = [];

    /// <summary>Lost replicas that needed another source.</summary>
    public IReadOnlyList<CandidateVerdict> Unreachable { get; init; } = [];

    /// <summary>Replicas that get it as their source.</summary>
    public IReadOnlyList<ClusterMember> Followers { get; init; } = [];

    /// <summary>What the policy holds against it.</summary>
    public IReadOnlyList<PlanBlocker> Objections { get; init; } = [];

    /// <summary>What is left to apply: transactions, or without GTIDs bytes.</summary>
    public long Backlog => Route is not null ? Transactions.Backlog
        : Member.Snapshot.Replication is not { } status || status.Read.CompareTo(status.Executed) <= 0 ? 0
        : status.Read.File == status.Executed.File ? status.Read.Position - status.Executed.Position
        : long.MaxValue;

    /// <summary>It replicates by file and position, and so do those that are to follow it.</summary>
    public bool UsesPositions => Member.Snapshot.Replication?.UsesGtid != true;

    public InstanceKey Key => Member.Key;
    public bool IsDirect => Context.IsDirect(Member);
    public bool IsOtherCoPrimary => Context.Topology.IsCoPrimary(Context.Old.Key) && Context.Topology.IsCoPrimary(Key);

    /// <summary>0 for the old primary's data centre and environment, 1 for its data centre, 2 for its region, 3 for elsewhere.</summary>
    public int Distance
    {
        get
        {
            var (own, old) = (Member.Snapshot, Context.Old.Snapshot);
            if (own.DataCenter != old.DataCenter) return own.Region == old.Region ? 2 : 3;
            return own.Environment == old.Environment ? 0 : 1;
        }
    }

    public static CandidateAssessment Of(Succession context, ClusterMember member)
    {
        var assessment = new CandidateAssessment { Context = context, Member = member, Transactions = context.TransactionsOf(member) };
        assessment = assessment.Transactions.Held is { } held && KnowsWhatItHolds(member.Snapshot) ? assessment.WithGtids(held) : assessment.WithCoordinates();
        assessment = assessment.WithFollowers();
        return assessment with { Objections = [.. PolicyObjections.Against(assessment)] };
    }

    // A MariaDB replica that goes by position does not tell the GTIDs of what it has received and not applied.
    static bool KnowsWhatItHolds(InstanceSnapshot snapshot) =>
        snapshot.Replication is { UsesGtid: true } || snapshot.GtidKind == GtidKind.Oracle || snapshot.Replication?.Read == snapshot.Replication?.Executed;

    CandidateAssessment WithGtids(GtidSet held)
    {
        if (Context.Kind == RecoveryKind.PlannedTakeover)
        {
            // The old primary stops writing and gives the candidate all that it has. What others were seen with beyond its last snapshot came from it too.
            var all = Context.Known(held.Kind).Reachable;
            var none = GtidSet.Empty(held.Kind);
            return this with { Route = new CatchUpRoute([], held.Union(all)), MissingFromReachable = none, MissingFromLost = none, Behind = all.CountBeyond(held) };
        }

        var reachable = Context.Known(held.Kind).BesidesThoseBelow(Member);
        var lost = Context.Known(held.Kind).OnLostBefore(Member);
        // A standby of openGauss streams from a primary, or for cascades from a standby: it fetches nothing from a sibling.
        var route = Key.Engine == DatabaseEngine.OpenGauss ? new CatchUpRoute([], held) : CatchUpRoute.Find(Context, Member, held, reachable);
        // One that records GTIDs and replicates by position fetches by position too.
        var donor = UsesPositions ? LogPositions.FindDonor(Context, Member) : null;
        if (donor is not null && Context.TransactionsOf(donor).Sound is { } given && given.Kind == held.Kind)
            route = new CatchUpRoute(route.Stops, route.Reached.Union(given));
        return this with
        {
            Route = route,
            Donor = donor,
            MissingFromReachable = reachable.Subtract(route.Reached),
            MissingFromLost = lost.Subtract(reachable).Subtract(route.Reached),
            Residue = reachable.Union(lost).CountBeyond(route.Reached),
            Behind = reachable.CountBeyond(held),
        };
    }

    CandidateAssessment WithCoordinates()
    {
        if (Context.Kind == RecoveryKind.PlannedTakeover) return this;
        var ahead = LogPositions.CountAhead(Context, Member);
        var fetching = this with { Donor = ahead > 0 ? LogPositions.FindDonor(Context, Member) : null, Behind = ahead };
        return fetching with { Residue = fetching.Donor is null ? ahead : LogPositions.CountAhead(Context, fetching.Reaching) };
    }

    CandidateAssessment WithFollowers()
    {
        var orphans = Context.Orphans.Where(m => m.Key != Key && Context.Topology.SourceOf(m.Key)?.Key != Key)
            .Select(m => (Member: m, Reason: FollowingRules.WhyNot(Context, m, this)))
            .ToList();
        return this with
        {
            Followers = [.. orphans.Where(o => o.Reason is null).Select(o => o.Member)],
            Stranded = [.. orphans.Where(o => o.Reason is not null && o.Member.IsLastCheckValid).Select(o => new CandidateVerdict(o.Member.Key, false, false, o.Reason!))],
            Incompatible = [.. orphans.Where(o => o.Reason is not null && o.Member.IsLastCheckValid && !FollowingRules.IsAhead(Context, o.Member, this)).Select(o => o.Member.Key)],
            Unreachable = [.. orphans.Where(o => o.Reason is not null && !o.Member.IsLastCheckValid).Select(o => new CandidateVerdict(o.Member.Key, false, false, o.Reason!))],
        };
    }
}
