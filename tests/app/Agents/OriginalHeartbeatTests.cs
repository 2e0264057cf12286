using System.Net;
using System.Text.Json;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Agents;

/// <summary>The heartbeat of the first Ham4DB's agents, and orchestrator's lists.</summary>
public sealed class OriginalHeartbeatTests
{
    [Fact]
    public async Task It_is_answered_with_the_time_and_listed()
    {
        await using var host = await ApiHost.StartAsync();
        var at = (await host.GetAsync("/api/agent/health/10.0.0.7/gauss1/15000/5")).Raw;
        Assert.InRange(at.GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));

        var agent = (await host.GetAsync("/api/v2/agents/10.0.0.7:15000")).Raw;
        Assert.Equal(("original", "opengauss", "gauss1"), (agent.GetProperty("protocol").GetString(), agent.GetProperty("engine").GetString(), agent.GetProperty("nodeName").GetString()));
        Assert.Equal(JsonValueKind.Null, agent.GetProperty("instance").ValueKind);

        var listed = Assert.Single((await host.GetAsync("/api/agents")).Raw.EnumerateArray());
        Assert.Equal(("10.0.0.7", 15000, ""), (listed.GetProperty("Hostname").GetString(), listed.GetProperty("Port").GetInt32(), listed.GetProperty("Token").GetString()));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", listed.GetProperty("LastSubmitted").GetString());
        Assert.Equal("10.0.0.7", (await host.GetAsync("/api/agent/gauss1")).Raw.GetProperty("Hostname").GetString());
        Assert.Contains("No agent is known on db9", (await host.GetAsync("/api/agent/db9")).Error, StringComparison.Ordinal);
        Assert.Empty((await host.GetAsync("/api/postgresql/agents")).Raw.EnumerateArray());
    }

    [Fact]
    public async Task An_agent_that_reports_in_both_ways_is_one()
    {
        await using var host = await ApiHost.StartAsync();
        await host.BeatAsync(body => body["engine"] = "opengauss");
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/agent/health/10.0.0.1/db1/15000/5")).Status);
        var agent = Assert.Single((await host.GetAsync("/api/v2/agents")).Raw.EnumerateArray());
        Assert.Equal(("v2", "10.0.0.1:5432"), (agent.GetProperty("protocol").GetString(), agent.GetProperty("instance").Address()));
    }

    [Theory]
    [InlineData("0.0.0.0/gauss1/15000/5", "unspecified address")]
    [InlineData("10.0.0.7/gauss1/x/5", "Invalid port: 'x'; allowed: a number.")]
    [InlineData("10.0.0.7/gauss1/0/5", "'agentPort' is 0; allowed: 1 to 65535.")]
    [InlineData("10.0.0.7/gauss1/15000/2147483647", "'intervalSeconds' is 2147483647; allowed: 0.1 to 3600 seconds.")]
    [InlineData("10.0.0.7/gauss1/15000/-5", "Invalid interval")]
    public async Task What_is_wrong_is_named(string path, string expected)
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Contains(expected, (await host.GetAsync("/api/agent/health/" + path)).Error, StringComparison.Ordinal);
        Assert.Empty((await host.GetAsync("/api/agents")).Raw.EnumerateArray());
    }
}
