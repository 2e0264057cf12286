using Ham4Db.Agents;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Hosting;

/// <summary>The agents that have registered, and where none has, the one that the configuration expects on the instance's host.</summary>
internal sealed class ExpectedAgents(IAgentDirectory registered, Ham4DbOptions options) : IAgentDirectory
{
    /// <inheritdoc/>
    public AgentAddress? Find(InstanceKey key) =>
        registered.Find(key) ?? (options.AgentPort > 0 ? new AgentAddress(key.Host, options.AgentPort, options.AgentCertFile.Length > 0) : null);
}
