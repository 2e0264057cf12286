namespace Ham4Db.Functions.Api.Legacy;

/// <summary>Paths about agents: what they report in the first Ham4DB's way, and orchestrator's lists of them.</summary>
internal sealed partial class LegacyTable
{
    private IReadOnlyList<LegacyRoute> AgentPaths =>
    [
        Change("agent/health/{ip}/{hostname}/{port}/{interval}", agents.HealthAsync),
        Read("agents", agents.ListAsync),
        Read("agent/{host}", agents.GetAsync),
    ];
}
