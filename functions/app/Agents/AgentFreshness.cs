namespace Ham4Db.Functions.Agents;

/// <summary>How fresh what is known of agents must be. Thousands of them report every few seconds: each is written down only so often, and is lost only after longer than that.</summary>
internal static class AgentFreshness
{
    private const int MissedHeartbeats = 3;

    /// <summary>Time after which a row is written though nothing but the time has changed.</summary>
    public static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(30);

    /// <summary>Least time between two writes of a row: two agents that give themselves out for the same one change it at every heartbeat.</summary>
    public static readonly TimeSpan WriteAfter = TimeSpan.FromSeconds(5);

    /// <summary>Whether an agent is lost.</summary>
    /// <param name="record">The agent.</param>
    /// <param name="now">Present time (UTC).</param>
    public static AgentState StateOf(AgentRecord record, DateTimeOffset now) => now - record.SeenAt > LostAfter(record.Report) ? AgentState.Lost : AgentState.Live;

    /// <summary>The silence after which an agent is lost.</summary>
    public static TimeSpan LostAfter(AgentReport report) => (TimeSpan.FromSeconds(report.IntervalSeconds) * MissedHeartbeats) + WriteEvery;

    /// <summary>Whether the row must be written now.</summary>
    /// <param name="stored">The row as it is; null for none.</param>
    /// <param name="present">As it would be.</param>
    public static bool IsWriteDue(AgentRecord? stored, AgentRecord present)
    {
        if (stored is null) return true;
        var age = present.SeenAt - stored.SeenAt;
        return age >= WriteEvery || (age >= WriteAfter && (stored.Report != present.Report || stored.Host != present.Host));
    }
}
