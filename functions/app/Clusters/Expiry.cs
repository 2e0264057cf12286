namespace Ham4Db.Functions.Clusters;

/// <summary>What has run out among the decisions about a cluster. It is not in force any more; here it goes. Pure.</summary>
public static class Expiry
{
    /// <summary>Whether anything has run out.</summary>
    public static bool IsDue(ClusterState state, DateTimeOffset now) =>
        state.Downtimes.Values.Any(d => d.EndsAt <= now)
        || state.Maintenance.Values.Any(m => !m.IsActive(now))
        || state.PromotionRules.Values.Any(r => r.ExpiresAt <= now);

    /// <summary>The decisions without what has run out.</summary>
    public static ClusterState Apply(ClusterState state, DateTimeOffset now) => state with
    {
        Downtimes = state.Downtimes.Where(d => d.Value.EndsAt > now).ToDictionary(),
        Maintenance = state.Maintenance.Where(m => m.Value.IsActive(now)).ToDictionary(),
        PromotionRules = state.PromotionRules.Where(r => r.Value.ExpiresAt > now).ToDictionary(),
    };
}
