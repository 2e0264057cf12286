namespace Ham4Db.Functions.Agents;

/// <summary>An agent that is known.</summary>
/// <param name="Report">What it said last.</param>
/// <param name="Host">The name by which the host of its instance is known, where that is another than the address.</param>
/// <param name="FirstSeenAt">When it was first heard (UTC).</param>
/// <param name="SeenAt">When it was last heard (UTC). Not each heartbeat is written down: this may be <see cref="AgentFreshness.WriteEvery"/> behind.</param>
public sealed record AgentRecord(AgentReport Report, string Host, DateTimeOffset FirstSeenAt, DateTimeOffset SeenAt)
{
    /// <summary>The instance beside it; null where it does not say which.</summary>
    public InstanceKey? Instance => Report.Port is { } port ? new InstanceKey(Report.Engine, Host, port) : null;

    /// <summary>Whether it is the agent beside an instance.</summary>
    public bool IsBeside(InstanceKey key) => key.Engine == Report.Engine && key.Port == Report.Port && (IsNamed(key.Host, Host) || IsNamed(key.Host, Report.Address));

    private static bool IsNamed(string host, string name) => string.Equals(host, name, StringComparison.OrdinalIgnoreCase);
}
