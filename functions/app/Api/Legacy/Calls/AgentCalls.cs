using System.Globalization;
using Ham4Db.Functions.Agents;
using Ham4Db.Functions.Api.Legacy.Json;
using Ham4Db.Functions.Api.Operations;

namespace Ham4Db.Functions.Api.Legacy.Calls;

/// <summary>Calls of agents and about them.</summary>
internal sealed class AgentCalls(AgentRegistration registration, AgentDirectory directory, TimeProvider time)
{
    /// <summary>The heartbeat of the first Ham4DB's agents, which stand beside openGauss alone. The answer is the present time.</summary>
    public async Task<LegacyAnswer> HealthAsync(LegacyCall call)
    {
        var report = new AgentReport
        {
            Engine = DatabaseEngine.OpenGauss,
            Address = call["ip"].Trim('[', ']'),
            AgentPort = Number(call, "port"),
            NodeName = call["hostname"],
            IntervalSeconds = Number(call, "interval"),
            Protocol = AgentProtocol.Original,
        };
        await registration.RegisterAsync(report, call.Http, call.Cancellation);
        return LegacyAnswer.Raw(time.GetUtcNow());
    }

    public async Task<LegacyAnswer> ListAsync(LegacyCall call)
    {
        await directory.RefreshAsync(call.Cancellation);
        return LegacyAnswer.Raw(directory.Known.Where(agent => call.Engine is null || agent.Report.Engine == call.Engine).Select(LegacyAgent.Of).ToList());
    }

    /// <summary>The agent on a host, by its address or the name of its node; the one that was heard last where there are several.</summary>
    public async Task<LegacyAnswer> GetAsync(LegacyCall call)
    {
        await directory.RefreshAsync(call.Cancellation);
        var host = call["host"].Trim('[', ']');
        var found = directory.Known.Where(agent => IsOn(agent, host)).OrderByDescending(agent => agent.SeenAt).FirstOrDefault()
            ?? throw OperationException.NotFound($"No agent is known on {host}.");
        return LegacyAnswer.Raw(LegacyAgent.Of(found));
    }

    private static bool IsOn(AgentRecord agent, string host) =>
        new[] { agent.Report.Address, agent.Host, agent.Report.NodeName }.Contains(host, StringComparer.OrdinalIgnoreCase);

    private static int Number(LegacyCall call, string name) =>
        int.TryParse(call[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw OperationException.Invalid($"Invalid {name}: '{call[name]}'; allowed: a number.");
}
