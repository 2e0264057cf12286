using Ham4Db.Core.Model;

namespace Ham4Db.Agents;

/// <summary>Knows which agent stands beside an instance. Asked at every call, from memory: it must not wait for anything.</summary>
public interface IAgentDirectory
{
    /// <summary>The agent beside an instance; null when none is known.</summary>
    /// <param name="key">The instance.</param>
    AgentAddress? Find(InstanceKey key);
}
