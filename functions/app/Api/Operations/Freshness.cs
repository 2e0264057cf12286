using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>How old what we know of an instance is.</summary>
/// <param name="CheckedAt">When it was last probed (UTC).</param>
/// <param name="SeenAt">When it last answered a probe (UTC).</param>
/// <param name="IsLastCheckValid">The latest probe succeeded.</param>
/// <param name="IsUpToDate">It was probed within one polling period, or is vouched for by a prober that says so only now and then.</param>
/// <param name="IsRecentlyChecked">The same within five.</param>
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
            checkedAt,
            seenAt,
            member.IsLastCheckValid,
            age <= AllowedSeconds(member, heartbeat, 1, pollSeconds),
            age <= AllowedSeconds(member, heartbeat, RecentPeriods, pollSeconds),
            Math.Max(0, (long)(now - seenAt).TotalSeconds));
    }

    /// <summary>
    /// How old what is known of an instance may be to be believed: some polling periods, and as long as the prober may be silent while nothing changes. It is never silent about
    /// an instance that does not answer.
    /// </summary>
    /// <param name="member">The instance.</param>
    /// <param name="heartbeat">Its cluster's heartbeat; null before the first.</param>
    /// <param name="periods">How many polling periods.</param>
    /// <param name="pollSeconds">The polling period.</param>
    public static int AllowedSeconds(ClusterMember member, Heartbeat? heartbeat, int periods, int pollSeconds) =>
        (periods * pollSeconds) + (member.IsLastCheckValid ? heartbeat?.IntervalSeconds ?? 0 : 0);
}
