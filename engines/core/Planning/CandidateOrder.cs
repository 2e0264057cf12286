using Ham4Db.Core.Model;

namespace Ham4Db.Core.Planning;

/// <summary>The total order of candidates: the first criterion that tells two apart decides, and the key where none does.</summary>
static class CandidateOrder
{
    static readonly CandidateCriterion Allowed = new(
        c => c.Objections.Count == 0 ? 0 : 1,
        (_, worse) => worse.Objections[0].Reason);

    static readonly CandidateCriterion LosesLeast = new(
        c => c.Residue,
        (_, worse) => worse.MissingFromReachable is null
            ? "it has read further in the old primary's binary log"
            : $"it loses less of what is known ({worse.MissingFromReachable.Amount(worse.Residue)} would be missing here)");

    static readonly IReadOnlyList<CandidateCriterion> Preferences =
    [
        new(c => c.IsOtherCoPrimary ? 0 : 1, (_, _) => "it is the other co-primary"),
        new(c => c.Member.Snapshot is { Condition: not null, SemiSync.ReplicaEnabled: false } ? 1 : 0, (_, _) => "it is one of those that commits wait for"),
        new(c => c.IsDirect ? 0 : 1, (_, worse) => $"it replicates directly from {worse.Context.Old.Key}; deeper tiers are the last resort"),
        new(c => c.Incompatible.Count, (_, worse) => $"more replicas can follow it ({worse.Incompatible[0]} could not follow this one)"),
        new(c => c.Member.Snapshot.Replication!.HasFilters ? 1 : 0, (_, _) => "it has no replication filters"),
        new(c => c.Member.Downtime is null ? 0 : 1, (_, _) => "it is not downtimed"),
        new(c => (long)c.Member.PromotionRule, (better, worse) => $"its promotion rule is {Word(better.Member.PromotionRule)}, not {Word(worse.Member.PromotionRule)}"),
        // By GTID it costs nothing to fetch; by Pseudo-GTID two logs have to be compared first.
        new(c => c.Donor is null ? 0 : 1, (_, _) => "it has read further in the old primary's binary log"),
        new(c => c.Distance, (better, _) => $"it is in the old primary's {Place(better.Distance)}"),
        new(c => c.Behind, (_, worse) => worse.Route is null ? "it has read further in the old primary's binary log" : $"it has more (this one is behind by {worse.Route.Reached.Amount(worse.Behind)})"),
        new(c => c.Backlog, (_, _) => "it has less left to apply"),
        new(c => VersionRank(c), (_, _) => "its version is lower, so that more instances can follow it"),
        new(c => ReplicationCompatibility.FormatSize(c.Member.Snapshot), (_, _) => "its binary log format is simpler, so that more instances can follow it"),
    ];

    static readonly IReadOnlyList<CandidateCriterion> CarefulOrder = [Allowed, LosesLeast, .. Preferences];
    static readonly IReadOnlyList<CandidateCriterion> CarelessOrder = [Allowed, .. Preferences];

    /// <summary>Best first.</summary>
    public static IReadOnlyList<CandidateAssessment> Sort(IEnumerable<CandidateAssessment> candidates, DataLossPolicy policy) =>
        [.. candidates.Order(Comparer<CandidateAssessment>.Create((a, b) => Deciding(a, b, policy) is { } decides ? decides.Rank(a).CompareTo(decides.Rank(b)) : a.Key.CompareTo(b.Key)))];

    /// <summary>Why the first is before the second, in words.</summary>
    public static string Advantage(CandidateAssessment better, CandidateAssessment worse, DataLossPolicy policy) =>
        Deciding(better, worse, policy)?.Advantage(better, worse) ?? "all else is equal and its address comes first";

    /// <summary>orchestrator's word for a promotion rule.</summary>
    public static string Word(PromotionRule rule) => rule switch
    {
        PromotionRule.Must => "must",
        PromotionRule.Prefer => "prefer",
        PromotionRule.PreferNot => "prefer_not",
        PromotionRule.MustNot => "must_not",
        _ => "neutral",
    };

    public static string Place(int distance) => distance switch
    {
        0 => "data centre and environment",
        1 => "data centre",
        _ => "region",
    };

    static CandidateCriterion? Deciding(CandidateAssessment a, CandidateAssessment b, DataLossPolicy policy) =>
        (policy == DataLossPolicy.None ? CarelessOrder : CarefulOrder).FirstOrDefault(c => c.Rank(a) != c.Rank(b));

    static long VersionRank(CandidateAssessment candidate)
    {
        var parts = candidate.Member.Snapshot.MajorVersion.Split('.');
        return parts.Take(2).Aggregate(0L, (rank, part) => rank * 10_000 + (int.TryParse(part, out var number) ? number : 0));
    }
}
