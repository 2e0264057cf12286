namespace Ham4Db.Functions.Agents;

/// <summary>How an agent speaks.</summary>
public enum AgentProtocol
{
    /// <summary>This project's: <c>POST /api/v2/agents</c>, and its service on the agent's port.</summary>
    V2,

    /// <summary>The first Ham4DB's: <c>GET /api/agent/health/…</c>. Such an agent is listed, and nothing is asked of it.</summary>
    Original,
}
