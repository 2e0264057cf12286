using Ham4Db.Functions.Agents;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Clusters;

/// <content>Agents beside instances.</content>
public sealed partial class FleetStore
{
    /// <summary>All agents, those included that have not been heard for long.</summary>
    public Task<List<AgentRecord>> GetAgentsAsync(CancellationToken cancellationToken) =>
        ListAsync<AgentRecord>(FleetTables.Agents, new RowRange(FleetTables.Agents), cancellationToken);

    /// <summary>Writes an agent.</summary>
    public Task SaveAgentAsync(AgentRecord agent, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.Agents, FleetTables.Agents, agent.Report.Id, agent, cancellationToken);

    /// <summary>Forgets an agent.</summary>
    public Task RemoveAgentAsync(string id, CancellationToken cancellationToken) => RemoveAsync(FleetTables.Agents, FleetTables.Agents, id, cancellationToken);

    /// <summary>Forgets agents that were last heard before a time.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PurgeAgentsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        // What a process left behind that died while it waited.
        foreach (var hold in (await GetAgentHoldsAsync(cancellationToken)).Where(hold => hold.Until < before)) await RemoveAgentHoldAsync(hold.Key, cancellationToken);
        var rows = await store.QueryAsync(FleetTables.Agents, new RowRange(FleetTables.Agents), cancellationToken)
            .Where(row => FleetJson.Read<AgentRecord>(row.Json).SeenAt < before).Take(limit).ToListAsync(cancellationToken);
        return await DeleteAsync(FleetTables.Agents, rows, cancellationToken);
    }

    /// <summary>Instances whose agents' heartbeats are refused, those included whose time is over.</summary>
    public Task<List<AgentHold>> GetAgentHoldsAsync(CancellationToken cancellationToken) =>
        ListAsync<AgentHold>(FleetTables.AgentHolds, new RowRange(FleetTables.AgentHolds), cancellationToken);

    /// <summary>Refuses heartbeats of the agent beside an instance.</summary>
    public Task SaveAgentHoldAsync(AgentHold hold, CancellationToken cancellationToken) =>
        UpsertAsync(FleetTables.AgentHolds, FleetTables.AgentHolds, FleetTables.RowKey(hold.Key), hold, cancellationToken);

    /// <summary>Accepts heartbeats of the agent beside an instance again.</summary>
    public Task RemoveAgentHoldAsync(InstanceKey key, CancellationToken cancellationToken) =>
        RemoveAsync(FleetTables.AgentHolds, FleetTables.AgentHolds, FleetTables.RowKey(key), cancellationToken);
}
