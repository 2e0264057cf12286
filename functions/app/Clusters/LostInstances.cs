using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Clusters;

/// <summary>Downtimes of instances that a change of the primary leaves behind: nobody counts on them until they are well. Pure.</summary>
public static class LostInstances
{
    // "Until it is well" needs an end that is never reached: it is moved on long before.
    private static readonly TimeSpan UntilWell = TimeSpan.FromDays(365);
    private static readonly TimeSpan RenewAfter = TimeSpan.FromDays(1);

    /// <summary>The downtimes after a change of the primary.</summary>
    public static IReadOnlyDictionary<string, Downtime> After(ClusterState state, RecoveryOutcome outcome, Ham4DbOptions options, DateTimeOffset now)
    {
        var downtimes = new Dictionary<string, Downtime>(state.Downtimes);
        downtimes.Remove(FleetTables.RowKey(outcome.Successor!.Value));
        var lost = new Downtime(RecoveryRequest.AutomaticActor, Downtime.LostInRecovery, now, now + Duration(options));
        foreach (var key in state.Demoted.Select(d => d.Key).Concat(outcome.LostReplicas))
            downtimes[FleetTables.RowKey(key)] = lost;
        return downtimes;
    }

    /// <summary>The instances that were left behind and are well again: the primary, and what replicates from it, directly or through others.</summary>
    /// <param name="state">Decisions about the cluster.</param>
    /// <param name="topology">The cluster as last probed.</param>
    public static IReadOnlyList<InstanceKey> Well(ClusterState state, ClusterTopology topology) =>
        topology.Primary is not { IsLastCheckValid: true } primary
            ? []
            :
            [
                .. topology.Members.Values
                    .Where(m => m is { IsLastCheckValid: true, IsDemoted: false } && Find(state, m.Key) is { } lost && m.Snapshot.SeenAt > lost.BeginsAt)
                    .Where(m => m.Key == primary.Key || (m.Snapshot.Replication is { IsRunning: true } && topology.IsDescendantOf(m.Key, primary.Key)))
                    .Select(m => m.Key),
            ];

    /// <summary>Whether a downtime is to be ended or renewed.</summary>
    public static bool IsUnsettled(ClusterState state, IReadOnlyList<InstanceKey> well, Ham4DbOptions options, DateTimeOffset now) =>
        well.Count > 0 || state.Downtimes.Values.Any(d => IsToBeRenewed(d, options, now));

    /// <summary>Ends the downtimes of those that are well and renews the others where they last until then.</summary>
    public static ClusterState Settle(ClusterState state, IReadOnlyList<InstanceKey> well, Ham4DbOptions options, DateTimeOffset now)
    {
        if (!IsUnsettled(state, [.. well.Where(key => Find(state, key) is not null)], options, now)) return state;
        var ended = well.Where(key => Find(state, key) is not null).Select(FleetTables.RowKey).ToHashSet();
        return state with
        {
            Downtimes = state.Downtimes.Where(pair => !ended.Contains(pair.Key))
                .ToDictionary(pair => pair.Key, pair => IsToBeRenewed(pair.Value, options, now) ? pair.Value with { EndsAt = now + UntilWell } : pair.Value),
        };
    }

    private static Downtime? Find(ClusterState state, InstanceKey key) =>
        state.Downtimes.TryGetValue(FleetTables.RowKey(key), out var downtime) && downtime.Reason == Downtime.LostInRecovery ? downtime : null;

    private static bool IsToBeRenewed(Downtime downtime, Ham4DbOptions options, DateTimeOffset now) =>
        downtime.Reason == Downtime.LostInRecovery && options.MasterFailoverLostInstancesDowntimeMinutes == 0 && downtime.EndsAt > now && downtime.EndsAt - now < UntilWell - RenewAfter;

    private static TimeSpan Duration(Ham4DbOptions options) => options.MasterFailoverLostInstancesDowntimeMinutes is > 0 and var minutes ? TimeSpan.FromMinutes(minutes) : UntilWell;
}
