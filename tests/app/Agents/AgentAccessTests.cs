using System.Net;
using Ham4Db.Functions.Tests.Api.Access;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Agents;

/// <summary>Who may report. That an agent's token is good for nothing else is tried on every endpoint by <see cref="EveryEndpointTests"/>.</summary>
public sealed class AgentAccessTests
{
    [Fact]
    public async Task Tokens_of_agents_and_admins_report_and_no_others()
    {
        await using var host = await ApiHost.StartAsync(options => options.WithTokens());
        foreach (var (token, expected) in new[] { (Callers.Agent, HttpStatusCode.OK), (Callers.Admin, HttpStatusCode.OK), (Callers.Viewer, HttpStatusCode.Forbidden), (Callers.Operator, HttpStatusCode.Forbidden) })
            Assert.Equal(expected, (await host.BeatAsync(headers: Callers.Bearer(token))).Status);
        Assert.Contains("needs the role agent", (await host.BeatAsync(headers: Callers.Bearer(Callers.Operator))).Problem(HttpStatusCode.Forbidden), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.BeatAsync()).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/agent/health/10.0.0.1/db1/15000/5")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.SendAsync(HttpMethod.Delete, "/api/v2/agents/10.0.0.1:15000", Callers.Bearer(Callers.Agent))).Status);
        Assert.Equal("agent", (await host.GetAsync("/api/v2/me", Callers.Bearer(Callers.Agent))).Raw.GetProperty("role").GetString());
    }

    [Theory]
    [InlineData("basic")]
    [InlineData("multi")]
    public async Task A_user_of_its_own_reports_and_does_nothing_else(string method)
    {
        await using var host = await ApiHost.StartAsync(options => options with
        {
            AuthenticationMethod = method,
            HTTPAuthUser = "dba",
            HTTPAuthPassword = "one",
            HTTPReadOnlyPassword = "two",
            HTTPAgentPassword = "three",
        });
        var agent = Callers.Basic("agent", "three");
        Assert.Equal(HttpStatusCode.OK, (await host.BeatAsync(headers: agent)).Status);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/agent/health/10.0.0.1/db1/15000/5", agent)).Status);
        foreach (var path in new[] { "/api/v2/agents", "/api/v2/clusters", "/api/clusters", "/api/discover/db1/3306", "/metrics" })
            Assert.Equal(HttpStatusCode.Forbidden, (await host.GetAsync(path, agent)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.BeatAsync(headers: Callers.Basic("agent", "one"))).Status);
    }

    [Fact]
    public async Task Without_a_password_there_is_no_such_user()
    {
        await using var host = await ApiHost.StartAsync(options => options with { AuthenticationMethod = "basic", HTTPAuthUser = "dba", HTTPAuthPassword = "one" });
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.BeatAsync(headers: Callers.Basic("agent", ""))).Status);
    }

    [Fact]
    public async Task Many_agents_with_one_token_are_not_too_many()
    {
        await using var host = await ApiHost.StartAsync(options => options.WithTokens() with { HTTPMaxChangesPerSecond = 1, HTTPMaxReadsPerSecond = 1000 });
        for (var i = 0; i < 50; i++) Assert.Equal(HttpStatusCode.OK, (await host.BeatAsync(body => body["agentPort"] = 16_000 + i, Callers.Bearer(Callers.Agent))).Status);
    }
}
