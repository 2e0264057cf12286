namespace Ham4Db.Functions.Api.Operations;

/// <summary>An instance in its cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Member">The instance.</param>
internal sealed record KnownInstance(ClusterView Cluster, ClusterMember Member)
{
    /// <summary>Its address.</summary>
    public InstanceKey Key => Member.Key;

    /// <summary>How old what we know of it is.</summary>
    public Freshness Freshness => field ??= Cluster.FreshnessOf(Member);

    /// <summary>What is wrong with it, in the words of the older interfaces; at most one of the first four, which are in order of weight.</summary>
    public IReadOnlyList<string> Problems => [.. FindProblems()];

    /// <summary>Its replication threads are there and do not both run.</summary>
    public bool IsBroken => Member.Snapshot is { IsReplica: true, Replication.IsRunning: false };

    /// <summary>Its lag, less its configured delay, is more than is reasonable.</summary>
    public bool IsLagging =>
        Member.Snapshot is { IsReplica: true, LagSeconds: { } lag, Replication: { } replication }
        && Math.Abs(lag - replication.DelaySeconds) > Cluster.Options.ReasonableReplicationLagSeconds;

    private IEnumerable<string> FindProblems()
    {
        if (!Freshness.IsLastCheckValid) yield return "last_check_invalid";
        else if (!Freshness.IsRecentlyChecked) yield return "not_recently_checked";
        else if (IsBroken) yield return "not_replicating";
        else if (IsLagging) yield return "replication_lag";
        if (!string.IsNullOrEmpty(Member.ErrantGtidSet)) yield return "errant_gtid";
        if (Member.Snapshot is { GroupName.Length: > 0, GroupMemberState: not "ONLINE" }) yield return "group_replication_member_not_online";
    }
}
