namespace Ham4Db.Functions.Agents;

/// <summary>
/// Heartbeats of the agent beside an instance are refused: the instance is about to lose its role without having been reached, and its agent must not
/// take an answer for a sign that all is well.
/// </summary>
/// <param name="Key">The instance.</param>
/// <param name="Until">End (UTC); in case nobody ends it.</param>
public sealed record AgentHold(InstanceKey Key, DateTimeOffset Until);
