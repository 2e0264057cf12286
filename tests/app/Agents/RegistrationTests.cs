using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Agents;

public sealed class RegistrationTests
{
    [Fact]
    public async Task A_heartbeat_makes_an_agent_known()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal("10.0.0.1:15000", (await host.BeatAsync()).Raw.GetProperty("id").GetString());
        await host.BeatAsync(body => body["address"] = "FD00::1");

        var agent = (await host.GetAsync("/api/v2/agents/10.0.0.1:15000")).Raw;
        Assert.Equal(("live", "postgresql", "10.0.0.1:5432"), (Text(agent, "state"), Text(agent, "engine"), agent.GetProperty("instance").Address()));
        Assert.Equal(("orders", "db1", "1.0.0", 5, true), (Text(agent, "clusterName"), Text(agent, "nodeName"), Text(agent, "version"), agent.GetProperty("intervalSeconds").GetInt32(), agent.GetProperty("usesTls").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, agent.GetProperty("clusterId").ValueKind);
        Assert.Contains("not part of this deployment", Assert.Single(agent.GetProperty("warnings").EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal("[fd00::1]:15000", Text((await host.GetAsync("/api/v2/agents/%5Bfd00::1%5D:15000")).Raw, "id"));
        Assert.Contains("register-agent", (await host.GetAsync("/api/v2/audit")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_narrowed_and_paged_as_others_are()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("10.0.1.", alias: "shop");
        foreach (var key in keys) await host.BeatAsync(body => Beside(body, key.Host));
        await host.BeatAsync();

        Assert.Equal(4, (await host.GetAsync("/api/v2/agents")).Raw.GetArrayLength());
        Assert.Equal(3, (await host.GetAsync("/api/v2/agents?cluster=shop")).Raw.GetArrayLength());
        Assert.Equal("10.0.0.1:15000", Text(Assert.Single((await host.GetAsync("/api/postgresql/v2/agents")).Raw.EnumerateArray()), "id"));
        Assert.Empty((await host.GetAsync("/api/v2/agents?state=lost")).Raw.EnumerateArray());
        Assert.Contains("live or lost", (await host.GetAsync("/api/v2/agents?state=dead")).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        var page = await host.GetAsync("/api/v2/agents?page=1&size=3");
        Assert.Equal(("4", 1), (page.Headers["X-Total-Count"], page.Raw.GetArrayLength()));
        var cluster = (await host.GetAsync("/api/v2/agents/10.0.1.2:15000")).Raw.GetProperty("clusterId").GetString();
        Assert.Equal(Text(Assert.Single((await host.GetAsync("/api/v2/clusters")).Raw.EnumerateArray()), "clusterId"), cluster);
    }

    [Fact]
    public async Task The_instance_beside_it_is_discovered_unless_somebody_just_forgot_it()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = host.Fleet.AddCluster("10.0.1.", replicas: 0);
        await host.BeatAsync(body => Beside(body, keys[0].Host));
        await WaitAsync(async () => (await host.KnownAsync()).SequenceEqual(["10.0.1.1:3306"]));

        await host.SendAsync(HttpMethod.Delete, "/api/v2/instances/10.0.1.1:3306");
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync(HttpMethod.Delete, "/api/v2/agents/10.0.1.1:15000")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.GetAsync("/api/v2/agents/10.0.1.1:15000")).Status);
        // The agent comes back, and what was forgotten stays away for its time.
        await host.BeatAsync(body => Beside(body, keys[0].Host));
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/v2/agents/10.0.1.1:15000")).Status);
        Assert.Empty(await host.KnownAsync());
    }

    [Theory]
    [InlineData("engine", "\"oracle\"", "'engine' is 'oracle'; allowed: mysql, opengauss, postgresql")]
    [InlineData("engine", "null", "'engine' is missing")]
    [InlineData("engine", "\"3\"", "'engine' is '3'")]
    [InlineData("address", "null", "'address' is missing")]
    [InlineData("address", "\"\"", "'address' is empty")]
    [InlineData("address", "\"0.0.0.0\"", "unspecified address")]
    [InlineData("address", "\"::\"", "unspecified address")]
    [InlineData("address", "\"169.254.169.254\"", "link-local address")]
    [InlineData("address", "\"a b\"", "is not a host name")]
    [InlineData("address", "\"no-such-name.invalid\"", "leads to no address")]
    [InlineData("port", "0", "'port' is 0; allowed: 1 to 65535")]
    [InlineData("port", "null", "'port' is missing")]
    [InlineData("port", "15000", "two ports")]
    [InlineData("port", "\"x\"", "cannot be read")]
    [InlineData("agentPort", "65536", "'agentPort' is 65536; allowed: 1 to 65535")]
    [InlineData("intervalSeconds", "0", "'intervalSeconds' is 0; allowed: 0.1 to 3600 seconds")]
    [InlineData("intervalSeconds", "2147483647", "allowed: 0.1 to 3600 seconds")]
    [InlineData("intervalSeconds", "null", "'intervalSeconds' is missing")]
    [InlineData("selfFencingSeconds", "-1", "'selfFencingSeconds' is -1")]
    [InlineData("nodeName", "\"a\\nb\"", "'nodeName' has control characters")]
    public async Task What_is_wrong_is_named(string member, string value, string expected)
    {
        await using var host = await ApiHost.StartAsync();
        var reply = await host.BeatAsync(body => body[member] = JsonNode.Parse(value));
        Assert.Contains(expected, reply.Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Empty((await host.GetAsync("/api/v2/agents")).Raw.EnumerateArray());
    }

    [Fact]
    public async Task It_leads_nowhere_that_discovery_may_not_go()
    {
        await using var host = await ApiHost.StartAsync(options => options with { DiscoveryAllowedHosts = ["10.0.0.0/24:5432", "10.0.0.0/24:15000", "127.0.0.1:15000"] });
        Assert.Contains("outside DiscoveryAllowedHosts", (await host.BeatAsync(body => body["address"] = "10.0.1.1")).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("port 5433", (await host.BeatAsync(body => body["port"] = 5433)).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("port 15001", (await host.BeatAsync(body => body["agentPort"] = 15001)).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("port 5432", (await host.BeatAsync(body => body["address"] = "127.0.0.1")).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.BeatAsync()).Status);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("::1")]
    public async Task Loopback_is_believed_of_an_agent_on_this_machine_alone(string address)
    {
        await using var host = await ApiHost.StartAsync();
        var elsewhere = await host.BeatAsync(body => body["address"] = address, ("X-Forwarded-For", "10.0.0.9"));
        Assert.Contains("loopback address", elsewhere.Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await host.BeatAsync(body => body["address"] = address)).Status);
    }

    [Fact]
    public async Task An_agent_newer_than_the_service_may_say_more()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await host.BeatAsync(body => body["colour"] = "blue")).Status);
    }

    [Fact]
    public async Task The_inequality_of_self_fencing_is_checked()
    {
        await using var host = await ApiHost.StartAsync(options => options with { PromoteUnreachedAfterSeconds = 30 });
        Assert.Equal(JsonValueKind.Null, (await host.BeatAsync(body => body["selfFencingSeconds"] = 29.9)).Raw.GetProperty("warning").ValueKind);
        var told = (await host.BeatAsync(body => body["selfFencingSeconds"] = 30)).Raw.GetProperty("warning").GetString();
        Assert.Contains("for 30 s after it was cut off, and this service promotes a standby 30 s", told, StringComparison.Ordinal);
        Assert.Contains(told, (await host.GetAsync("/api/v2/agents/10.0.0.1:15000")).Raw.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()));
    }

    [Fact]
    public async Task Two_that_say_they_are_beside_the_same_instance_are_shown()
    {
        await using var host = await ApiHost.StartAsync();
        await host.BeatAsync();
        await host.BeatAsync(body => body["agentPort"] = 16000);
        Assert.Contains("10.0.0.1:16000 says that it is beside 10.0.0.1:5432 too", (await host.GetAsync("/api/v2/agents/10.0.0.1:15000")).Text, StringComparison.Ordinal);
    }

    private static void Beside(JsonObject body, string host) => (body["engine"], body["address"], body["port"]) = ("mysql", host, 3306);

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition()) await Task.Delay(20, limit.Token);
    }
}
