using System.Net;
using System.Net.Sockets;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Api;

public sealed class NamingCallTests
{
    [Fact]
    public async Task An_alias_by_hand_is_stronger_than_what_instances_say_and_that_than_the_configuration()
    {
        await using var host = await ApiHost.StartAsync(o => o with { ClusterNameToAlias = new Dictionary<string, string> { ["^(db|site)1"] = "configured" } });
        await host.AddClusterAsync("db", alias: "said");
        await host.AddClusterAsync("site");
        async Task<string?> AliasAsync(string hint) => (await host.GetAsync($"/api/cluster-info/{hint}")).Json.GetProperty("ClusterAlias").GetString();
        Assert.Equal(("said", "configured"), (await AliasAsync("db1:3306"), await AliasAsync("site1:3306")));

        _ = (await host.GetAsync("/api/set-cluster-alias/db1:3306?alias=by%20hand")).Ok;
        Assert.Equal("by hand", await AliasAsync("db1:3306"));
        Assert.Equal("by hand", await AliasAsync("by hand"));
        _ = (await host.GetAsync("/api/set-cluster-alias/by%20hand?alias=")).Ok;
        Assert.Equal("said", await AliasAsync("db1:3306"));
        Assert.Contains("control characters", (await host.GetAsync("/api/set-cluster-alias/db1:3306?alias=a%0Ab")).Message);
        Assert.Contains("retired", (await host.GetAsync("/api/reload-cluster-alias")).Message);
    }

    [Fact]
    public async Task A_name_for_replicas_is_taken_only_if_it_leads_to_the_instance()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        Assert.Contains("cannot be checked", (await host.GetAsync("/api/register-hostname-unresolve/db1/3306/vip")).Message);
        host.Fleet.AddAddress(host.Fleet[keys[1]], ScriptedFleet.Key("vip"));
        Assert.Contains("another server", (await host.GetAsync("/api/register-hostname-unresolve/db1/3306/vip")).Message);
        Assert.Contains("not a host name", (await host.GetAsync("/api/register-hostname-unresolve/db1/3306/v%20ip")).Message);

        host.Fleet.AddAddress(host.Fleet[keys[0]], ScriptedFleet.Key("vip"));
        Assert.Equal("db1:3306", (await host.GetAsync("/api/register-hostname-unresolve/db1/3306/vip")).Ok.Key());
        Assert.Equal("vip", (await host.GetAsync("/api/instance/db1/3306")).Json.GetProperty("UnresolvedHostname").GetString());

        host.Fleet[keys[1]].Source = ScriptedFleet.Key("vip");
        await host.ProbeAsync();
        Assert.Equal(["db2:3306", "db3:3306"], (await host.GetAsync("/api/instance/db1/3306")).Json.GetProperty("Replicas").EnumerateArray().Select(k => k.Key()));

        Assert.Equal("db1:3306", (await host.GetAsync("/api/deregister-hostname-unresolve/db1/3306")).Ok.Key());
        Assert.Equal("", (await host.GetAsync("/api/instance/db1/3306")).Json.GetProperty("UnresolvedHostname").GetString());
    }

    [Fact]
    public async Task Resolve_connects_to_the_port()
    {
        await using var host = await ApiHost.StartAsync(o => o with { DiscoveryAllowedHosts = ["127.0.0.1"] });
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        Assert.Equal($"127.0.0.1:{port}", (await host.GetAsync($"/api/resolve/127.0.0.1/{port}")).Ok.Key());
        listener.Stop();
        Assert.Contains("cannot be connected to", (await host.GetAsync($"/api/resolve/127.0.0.1/{port}")).Message);
        Assert.Contains("DiscoveryAllowedHosts", (await host.GetAsync("/api/resolve/10.0.0.1/3306")).Message);
        Assert.Contains("Invalid port", (await host.GetAsync("/api/resolve/127.0.0.1/x")).Message);
    }

    [Fact]
    public async Task The_service_may_have_a_prefix_and_a_status_path_of_its_own()
    {
        await using var host = await ApiHost.StartAsync(o => o with { URLPrefix = "/ham4db", StatusEndpoint = "/healthz" });
        await host.AddClusterAsync("db");
        foreach (var path in (string[])["/ham4db/api/clusters", "/api/clusters"]) Assert.Equal("db1:3306", (await host.GetAsync(path)).Json[0].GetString());
        foreach (var path in (string[])["/healthz", "/ham4db/healthz", "/api/status"]) Assert.True((await host.GetAsync(path)).Ok.GetProperty("Healthy").GetBoolean());
    }

    [Fact]
    public async Task The_configuration_is_shown_without_secrets_and_says_when_it_cannot_be_read_again()
    {
        await using var host = await ApiHost.StartAsync(o => o with { MySQLTopologyPassword = "hunter2" });
        var shown = await host.GetAsync("/api/v2/configuration");
        Assert.Equal("5", shown.Json.GetProperty("keys").GetProperty("InstancePollSeconds").GetString());
        Assert.DoesNotContain("hunter2", shown.Text);
        Assert.Contains("cannot be read again", (await host.GetAsync("/api/reload-configuration?config=/tmp/x.json")).Message);
    }
}
