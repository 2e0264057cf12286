namespace Ham4Db.Functions.Api.V2.Agents;

/// <summary>The answer to a heartbeat.</summary>
/// <param name="Id">The agent.</param>
/// <param name="Warning">What puts its cluster in danger, in words; null for nothing.</param>
internal sealed record HeartbeatView(string Id, string? Warning);
