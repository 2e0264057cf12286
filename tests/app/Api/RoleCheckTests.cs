using System.Net;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Alerts;
using Ham4Db.Functions.Tests.Api.Access;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api;

/// <summary>What load balancers are told: where it is not known for sure, nothing.</summary>
public sealed class RoleCheckTests
{
    [Fact]
    public async Task The_primary_is_told_and_follows_a_failover()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        var primary = (await host.GetAsync("/api/v2/clusters/shop/primary")).Raw;
        Assert.Equal(("db1:3306", "db1", 3306), (primary.GetProperty("address").GetString(), primary.GetProperty("instance").GetProperty("host").GetString(), primary.GetProperty("instance").GetProperty("port").GetInt32()));
        Assert.Equal("200 503 503", await StatusesAsync(host, "primary"));
        Assert.Equal("503 200 200", await StatusesAsync(host, "replica"));

        await host.KillAsync(keys[0]);
        Assert.Equal("No primary takes writes.", (await host.GetAsync("/api/v2/clusters/shop/primary")).Problem(HttpStatusCode.ServiceUnavailable));
        _ = (await host.GetAsync("/api/recover/db1/3306")).Ok;
        await host.ProbeAsync();
        Assert.Equal("db2:3306", (await host.GetAsync("/api/v2/clusters/shop/primary")).Raw.GetProperty("address").GetString());
        Assert.Equal("503 200 503", await StatusesAsync(host, "primary"));
        // It comes back writable, before anybody has made it read-only.
        (host.Fleet[keys[0]].IsAlive, host.Fleet[keys[0]].IsReadOnly) = (true, false);
        await host.ProbeAsync();
        Assert.Equal("503 200 503", await StatusesAsync(host, "primary"));
    }

    [Fact]
    public async Task Two_that_take_writes_one_that_is_read_only_and_what_is_old_are_no_primary()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        // A replica that nobody made read-only is none.
        host.Fleet[keys[1]].IsReadOnly = false;
        await host.ProbeAsync();
        Assert.Equal("200 503 503", await StatusesAsync(host, "primary"));
        host.Fleet[keys[1]].Source = null;
        await host.ProbeAsync();
        Assert.Contains("2 primaries take writes: db1:3306, db2:3306", await ProblemAsync(host, "clusters/shop/primary"), StringComparison.Ordinal);
        host.Fleet[keys[1]].Source = keys[0];
        host.Fleet[keys[0]].IsReadOnly = true;
        await host.ProbeAsync();
        Assert.Equal("No primary takes writes.", await ProblemAsync(host, "clusters/shop/primary"));

        host.Fleet[keys[0]].IsReadOnly = false;
        await host.ProbeAsync();
        var cluster = await DeliveryTests.ClusterAsync(host);
        var old = DateTimeOffset.UtcNow.AddSeconds(-60);
        var members = await host.Store.GetMembersAsync(cluster, ApiHost.Cancellation);
        await host.Store.SaveMembersAsync(cluster, members.Select(m => m with { LastChecked = old }), ApiHost.Cancellation);
        await host.Store.SaveHeartbeatAsync(cluster, new Heartbeat(old, "test"), ApiHost.Cancellation);
        Assert.Contains("db1:3306 was last probed 60 s ago, and 15 s are allowed", await ProblemAsync(host, "clusters/shop/primary"), StringComparison.Ordinal);
        Assert.Equal("503 503 503", await StatusesAsync(host, "replica"));

        // A prober that says so each hour is believed for that long, and no longer.
        await host.Store.SaveHeartbeatAsync(cluster, new Heartbeat(old, "test", IntervalSeconds: 3600), ApiHost.Cancellation);
        Assert.Equal("200 503 503", await StatusesAsync(host, "primary"));
        await host.Store.SaveHeartbeatAsync(cluster, new Heartbeat(old, "test", IntervalSeconds: 30), ApiHost.Cancellation);
        Assert.Contains(", and 45 s are allowed", await ProblemAsync(host, "clusters/shop/primary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replica_must_replicate_and_lag_no_more_than_is_asked_for()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        host.Fleet[keys[1]].LagSeconds = 7;
        await host.ProbeAsync();
        Assert.Equal("503 200 200", await StatusesAsync(host, "replica"));
        Assert.Contains("db2:3306 lags by 7 s, and 5 s are allowed", await ProblemAsync(host, "instances/db2:3306/replica?max-lag=5"), StringComparison.Ordinal);
        host.Fleet[keys[2]].IsApplying = false;
        await host.ProbeAsync();
        Assert.Contains("db3:3306 does not replicate", await ProblemAsync(host, "instances/db3:3306/replica"), StringComparison.Ordinal);
        _ = (await host.GetAsync("/api/begin-downtime/db2/3306/me/backup/1h")).Ok;
        Assert.Contains("db2:3306 is downtimed", await ProblemAsync(host, "instances/db2:3306/replica"), StringComparison.Ordinal);
        _ = (await host.GetAsync("/api/v2/instances/db2:3306/replica?max-lag=-1")).Problem(HttpStatusCode.BadRequest);
        _ = (await host.GetAsync("/api/v2/instances/nobody:3306/replica")).Problem(HttpStatusCode.NotFound);
        _ = (await host.GetAsync("/api/v2/clusters/nobody/primary")).Problem(HttpStatusCode.NotFound);
    }

    [Theory, InlineData(false, HttpStatusCode.Unauthorized), InlineData(true, HttpStatusCode.OK)]
    public async Task They_need_no_role_where_the_configuration_says_so(bool anonymous, HttpStatusCode expected)
    {
        await using var host = await ApiHost.StartAsync(options => options.WithTokens() with { AnonymousLoadBalancerChecks = anonymous });
        var keys = host.Fleet.AddCluster("db", 1, "shop");
        foreach (var key in keys) _ = (await host.GetAsync($"/api/discover/{key.Host}/{key.Port}", ("Authorization", "Bearer " + Callers.Admin))).Ok;
        await host.ProbeAsync();
        foreach (var path in new[] { "clusters/shop/primary", "instances/db1:3306/primary", "instances/db2:3306/replica" })
            Assert.Equal(expected, (await host.GetAsync("/api/v2/" + path)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.GetAsync("/api/v2/clusters")).Status);
    }

    private static async Task<string> StatusesAsync(ApiHost host, string role)
    {
        var statuses = new List<int>();
        foreach (var name in new[] { "db1", "db2", "db3" })
        {
            var get = await host.GetAsync($"/api/v2/instances/{name}:3306/{role}");
            var head = await host.SendAsync(HttpMethod.Head, $"/api/v2/instances/{name}:3306/{role}");
            Assert.Equal((get.Status, ""), (head.Status, head.Text));
            statuses.Add((int)get.Status);
        }

        return string.Join(' ', statuses);
    }

    private static async Task<string> ProblemAsync(ApiHost host, string path) => (await host.GetAsync("/api/v2/" + path)).Problem(HttpStatusCode.ServiceUnavailable);
}
