using Ham4Db.Core.Model;
using Ham4Db.Functions.Agents;
using Ham4Db.OpenGaussAgent.Tests.Support;
using Ham4Db.Topologies;
using Ham4Db.Topologies.PostgreSql;

namespace Ham4Db.OpenGaussAgent.Tests.Registration;

/// <summary>The agent's own process beside a real server registers with the real service.</summary>
public sealed class ServiceTests
{
    private const string ServiceToken = "the-token-of-agents-of-the-tests";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_agent_registers_and_its_instance_is_watched_and_it_is_lost_when_it_dies()
    {
        await using var topology = await PostgreSqlTopology.StartAsync(new() { Layout = new([-1]) }, cancellationToken: Token);
        await using var service = new ServiceApp(options => options with
        {
            AuthenticationMethod = "token",
            AccessTokens = new Dictionary<string, string> { ["agents"] = ServiceToken },
            AccessRoles = new Dictionary<string, string> { ["token:agents"] = "agent" },
            PostgreSQLTopologyUser = PostgreSqlAccounts.ManagerUser,
            PostgreSQLTopologyPassword = PostgreSqlAccounts.ManagerPassword,
        });
        await service.StartHostAsync(Token);
        var node = topology.Nodes[0];
        var options = NodeAgents.OptionsFor(topology, node);
        var port = FreePorts.Choose(inARow: 2);
        var directory = service.Services.GetService(typeof(AgentDirectory)) as AgentDirectory;
        using (var agent = await AgentProcess.StartAsync(options, port, $$"""{ "Addresses": ["http://{{service.Options.ListenAddress}}"], "Token": "{{ServiceToken}}", "IntervalSeconds": 0.5, "OriginalHeartbeat": true }"""))
        {
            await service.WaitForAsync("the agent registered", () => Task.FromResult(directory!.Known.Count == 1), TimeSpan.FromSeconds(60));
            var known = Assert.Single(directory!.Known);
            Assert.Equal((DatabaseEngine.PostgreSql, node.Port, port, AgentProtocol.V2, 0.5), (known.Report.Engine, known.Report.Port, known.Report.AgentPort, known.Report.Protocol, known.Report.IntervalSeconds));
            await service.WaitForAsync("the instance is watched", async () => (await service.Store.GetDirectoryAsync(Token)).Any(entry => entry.Key.Port == node.Port), TimeSpan.FromSeconds(60));
            var key = (await service.Store.GetDirectoryAsync(Token)).Single().Key;
            Assert.Equal(known.Report.Id, Assert.Single(directory.Beside(key)).Report.Id);
            agent.Kill();
        }

        await service.WaitForAsync("the agent is lost", () => Task.FromResult(AgentFreshness.StateOf(Assert.Single(directory.Known), DateTimeOffset.UtcNow) == AgentState.Lost), TimeSpan.FromSeconds(120));
    }

    [Fact]
    public async Task One_with_a_wrong_token_is_told_so_and_stays_unknown()
    {
        await using var topology = await PostgreSqlTopology.StartAsync(new() { Layout = new([-1]) }, cancellationToken: Token);
        await using var service = new ServiceApp(options => options with
        {
            AuthenticationMethod = "token",
            AccessTokens = new Dictionary<string, string> { ["agents"] = ServiceToken },
            AccessRoles = new Dictionary<string, string> { ["token:agents"] = "agent" },
        });
        await service.StartHostAsync(Token);
        var port = FreePorts.Choose(inARow: 2);
        using var agent = await AgentProcess.StartAsync(
            NodeAgents.OptionsFor(topology, topology.Nodes[0]), port, $$"""{ "Addresses": ["http://{{service.Options.ListenAddress}}"], "Token": "{{ServiceToken}}x", "IntervalSeconds": 0.2 }""");
        await service.WaitForAsync("the agent was refused", () => Task.FromResult(agent.Output.Contains("401", StringComparison.Ordinal)), TimeSpan.FromSeconds(60));
        Assert.Empty(((AgentDirectory)service.Services.GetService(typeof(AgentDirectory))!).Known);
    }
}
