using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Says whom traffic may be sent to. Where it is not known for sure, the answer is nobody. Pure.</summary>
internal static class RoleChecks
{
    // One poll may be late, and be late again, before its result is not to be trusted.
    private const int FreshPolls = 3;

    /// <summary>The primary of a cluster: the only instance that takes writes, seen a moment ago, while nobody changes that.</summary>
    public static RoleCheck Primary(ClusterView view)
    {
        if (view.State.ActiveRecovery is { } active && active.Kind.ChangesPrimary()) return RoleCheck.No($"Recovery {active.Uid} is choosing the primary.");
        // Replicas that nobody made read-only are no primaries; two of a circle that both take writes are.
        var writable = view.Topology.Members.Values
            .Where(m => m is { IsLastCheckValid: true, Snapshot.IsReadOnly: false, IsDemoted: false } && view.Topology.CanonicalKey(m.Key) == m.Key)
            .Where(m => view.Topology.IsPrimary(m.Key) || view.Topology.IsCoPrimary(m.Key)).ToList();
        if (writable.Count == 0) return RoleCheck.No("No primary takes writes.");
        if (writable.Count > 1) return RoleCheck.No($"{writable.Count} primaries take writes: {string.Join(", ", writable.Select(m => m.Key).Order())}.");
        var primary = writable[0];
        if (view.Topology.Primary?.Key != primary.Key) return RoleCheck.No($"{primary.Key} takes writes and is not the primary.");
        return WhyStale(view, primary) is { } stale ? RoleCheck.No(stale) : new RoleCheck(primary.Key, "");
    }

    /// <summary>Whether an instance is the primary of its cluster.</summary>
    public static RoleCheck Primary(KnownInstance instance) => Primary(instance.Cluster) switch
    {
        { Instance: { } primary } when primary == instance.Member.Key => new RoleCheck(primary, ""),
        { Instance: { } primary } => RoleCheck.No($"The primary is {primary}."),
        var nobody => nobody,
    };

    /// <summary>Whether an instance is a replica that may be read from.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="maxLagSeconds">Lag up to which it may.</param>
    public static RoleCheck Replica(KnownInstance instance, int maxLagSeconds)
    {
        var member = instance.Member;
        var problem = member switch
        {
            { IsLastCheckValid: false } => $"{member.Key} does not answer.",
            { InMaintenance: true } => $"{member.Key} is under maintenance.",
            { Downtime: not null } => $"{member.Key} is downtimed.",
            { IsDemoted: true } => $"{member.Key} was the primary and has not rejoined.",
            { Snapshot.IsReplica: false } => $"{member.Key} is no replica.",
            { Snapshot.Replication.IsRunning: false } => $"{member.Key} does not replicate.",
            { Snapshot.LagSeconds: null } => $"The lag of {member.Key} is not known.",
            { Snapshot.LagSeconds: { } lag } when lag > maxLagSeconds => $"{member.Key} lags by {lag} s, and {maxLagSeconds} s are allowed.",
            _ => WhyStale(instance.Cluster, member),
        };
        return problem is null ? new RoleCheck(member.Key, "") : RoleCheck.No(problem);
    }

    private static string? WhyStale(ClusterView view, ClusterMember member)
    {
        var allowed = Freshness.AllowedSeconds(member, view.Heartbeat, FreshPolls, view.Options.InstancePollSeconds);
        var age = (view.Now - Freshness.Of(member, view.Heartbeat, view.Options.InstancePollSeconds, view.Now).CheckedAt).TotalSeconds;
        return age <= allowed ? null : $"{member.Key} was last probed {age:F0} s ago, and {allowed} s are allowed.";
    }
}
