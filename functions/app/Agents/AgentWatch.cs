using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Agents;

/// <summary>Says once of each agent that is not heard any more that it is lost.</summary>
public sealed class AgentWatch(AgentDirectory directory, FleetStore store, TimeProvider time, ILogger<AgentWatch> logger)
{
    private const string Actor = "ham4db";

    private readonly HashSet<string> _lost = [];
    private bool _isFirst = true;

    /// <summary>Looks at all agents.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await directory.RefreshAsync(cancellationToken);
        var now = time.GetUtcNow();
        foreach (var agent in directory.Known)
        {
            if (AgentFreshness.StateOf(agent, now) == AgentState.Live) _lost.Remove(agent.Report.Id);
            // What was lost before this process began was told by another.
            else if (_lost.Add(agent.Report.Id) && !_isFirst) await TellAsync(agent, now, cancellationToken);
        }

        _lost.IntersectWith(directory.Known.Select(agent => agent.Report.Id));
        _isFirst = false;
    }

    private Task TellAsync(AgentRecord agent, DateTimeOffset now, CancellationToken cancellationToken)
    {
        AgentLog.Lost(logger, agent.Report.Id, agent.SeenAt);
        return store.AuditAsync(new AuditRecord(now, "agent-lost", "", agent.Instance, Actor, $"The agent at {agent.Report.Id} has not been heard since {agent.SeenAt:u}."), cancellationToken);
    }
}
