using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>How old what we know of an instance is.</summary>
/// <param name="CheckedAt">When it was last probed (UTC).</param>
/// <param name="SeenAt">When it last answered a probe (UTC).</param>
/// <param name="IsLastCheckValid">The latest probe succeeded.</param>
/// <param name="IsUpToDate">It was probed within one polling period.</param>
/// <param name="IsRecentlyChecked">It was probed within five.</param>
/// <param name="SecondsSinceLastSeen">Age of its last answer.</param>
internal sealed record Freshness(
    DateTimeOffset CheckedAt, DateTimeOffset SeenAt, bool IsLastCheckValid, bool IsUpToDate, bool IsRecentlyChecked, long SecondsSinceLastSeen)
{
    private const int RecentPeriods = 5;

    /// <summary>The row of an instance that has not changed is not written again: the cluster's heartbeat says until when it is true.</summary>
    /// <param name="member">The instance.</param>
    /// <param name="heartbeat">Its cluster's heartbeat; null before the first.</param>
    /// <param name="pollSeconds">The polling period.</param>
    /// <param name="now">The time (UTC).</param>
    public static Freshness Of(ClusterMember member, Heartbeat? heartbeat, int pollSeconds, DateTimeOffset now)
    {
        var isConfirmed = member.IsLastCheckValid && heartbeat is not null && heartbeat.At > member.LastChecked;
        var checkedAt = isConfirmed ? heartbeat!.At : member.LastChecked;
        var seenAt = member.IsLastCheckValid ? checkedAt : member.Snapshot.SeenAt;
        var age = (now - checkedAt).TotalSeconds;
        return new Freshness(
            checkedAt, seenAt, member.IsLastCheckValid, age <= pollSeconds, age <= RecentPeriods * pollSeconds, Math.Max(0, (long)(now - seenAt).TotalSeconds));
    }
}
