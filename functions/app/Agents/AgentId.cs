namespace Ham4Db.Functions.Agents;

/// <summary>What tells agents apart: <c>address:port</c> of the agent, with brackets around an IPv6 address, in lower case.</summary>
internal static class AgentId
{
    public static string Of(string address, int port) => (address.Contains(':') ? $"[{address}]:{port}" : $"{address}:{port}").ToLowerInvariant();
}
