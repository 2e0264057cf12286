using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.V2.Agents;

/// <summary>Puts together what is shown of agents.</summary>
internal sealed class AgentDetails(AgentDirectory directory, AgentWarnings warnings, FleetReader reader, TimeProvider time)
{
    /// <summary>All agents, by id.</summary>
    public async Task<IReadOnlyList<AgentView>> AllAsync(CancellationToken cancellationToken)
    {
        await directory.RefreshAsync(cancellationToken);
        var (agents, now) = (directory.Known, time.GetUtcNow());
        var clusters = (await reader.DirectoryAsync(cancellationToken)).ToDictionary(entry => entry.Key, entry => entry.ClusterId);
        var besides = agents.ToLookup(agent => agent.Instance, agent => agent.Report.Id);
        return [.. agents.Select(agent => AgentView.Of(agent, agent.Instance is { } key ? clusters.GetValueOrDefault(key) : null, warnings.Of(agent, besides[agent.Instance]), now))];
    }

    /// <summary>An agent.</summary>
    /// <exception cref="OperationException">It is not known.</exception>
    public async Task<AgentView> FindAsync(string id, CancellationToken cancellationToken) =>
        (await AllAsync(cancellationToken)).FirstOrDefault(agent => string.Equals(agent.Id, id, StringComparison.OrdinalIgnoreCase))
        ?? throw OperationException.NotFound($"There is no agent {id}; agents are named by address:port of the agent.");
}
