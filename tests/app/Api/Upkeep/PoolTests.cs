using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Api.Upkeep;

public sealed class PoolTests
{
    [Fact]
    public async Task Pools_are_submitted_read_and_replaced()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db");
        await host.AddClusterAsync("other", replicas: 0);
        Assert.Equal("read", (await host.GetAsync("/api/submit-pool-instances/read?instances=db2:3306,b3,other1")).Ok.GetString());
        Assert.Equal("slow", (await host.GetAsync("/api/submit-pool-instances/slow?instances=db3:3306,unknown:1")).Ok.GetString());

        var pools = (await host.GetAsync("/api/cluster-pool-instances/db1:3306")).Ok;
        Assert.Equal("read slow", pools.Names());
        Assert.Equal("db2:3306 db3:3306", string.Join(' ', pools.GetProperty("read").EnumerateArray().Select(k => k.Key())));
        Assert.Equal("slow", (await host.GetAsync("/api/cluster-pool-instances/db1:3306/slow")).Ok.Names());
        Assert.Equal("", (await host.GetAsync("/api/cluster-pool-instances/db1:3306/nosuch")).Ok.Names());
        Assert.Equal("read", (await host.GetAsync("/api/cluster-pool-instances/other1:3306")).Ok.Names());

        host.Fleet[keys[1]].LagSeconds = 2;
        host.Fleet[keys[2]].LagSeconds = 7;
        await host.ProbeAsync();
        Assert.Equal("db2:3306 db3:3306", string.Join(' ', (await host.GetAsync("/api/heuristic-cluster-pool-instances/db1:3306")).Ok.Keys()));
        Assert.Equal(7, (await host.GetAsync("/api/heuristic-cluster-pool-lag/db1:3306/read")).Ok.GetInt32());
        await host.KillAsync(keys[2]);
        Assert.Equal("db2:3306", string.Join(' ', (await host.GetAsync("/api/heuristic-cluster-pool-instances/db1:3306/read")).Ok.Keys()));
        Assert.Equal(2, (await host.GetAsync("/api/heuristic-cluster-pool-lag/db1:3306")).Ok.GetInt32());
        Assert.Contains("is in a pool slow", (await host.GetAsync("/api/heuristic-cluster-pool-lag/db1:3306/slow")).Error, StringComparison.Ordinal);

        _ = (await host.GetAsync("/api/submit-pool-instances/read?instances=db1:3306")).Ok;
        Assert.Equal("db1:3306", Assert.Single((await host.GetAsync("/api/cluster-pool-instances/db1:3306/read")).Ok.GetProperty("read").EnumerateArray()).Key());
        _ = (await host.GetAsync("/api/submit-pool-instances/read?instances=")).Ok;
        Assert.Equal("slow", (await host.GetAsync("/api/cluster-pool-instances/db1:3306")).Ok.Names());
    }

    [Fact]
    public async Task A_pool_that_has_run_out_holds_nobody()
    {
        await using var host = await ApiHost.StartAsync(options => options with { InstancePoolExpiryMinutes = 5, SupportFuzzyPoolHostnames = false });
        await host.AddClusterAsync("db", replicas: 0);
        var submitted = DateTimeOffset.UtcNow.AddMinutes(-4);
        await host.Store.SavePoolAsync(new InstancePool("young", [ScriptedFleet.Key("db1")], submitted), ApiHost.Cancellation);
        await host.Store.SavePoolAsync(new InstancePool("old", [ScriptedFleet.Key("db1")], submitted.AddMinutes(-2)), ApiHost.Cancellation);
        Assert.Equal("young", (await host.GetAsync("/api/cluster-pool-instances/db1:3306")).Ok.Names());
        _ = (await host.GetAsync("/api/submit-pool-instances/part?instances=b1")).Ok;
        Assert.Equal("", (await host.GetAsync("/api/cluster-pool-instances/db1:3306/part")).Ok.Names());
    }

    [Theory]
    [InlineData("submit-pool-instances/p?instances=db1:abc", "'db1:abc' is not an instance's address")]
    [InlineData("submit-pool-instances/p?instances=db1:99999", "'db1:99999' is not an instance's address")]
    [InlineData("submit-pool-instances/%C3%BC?instances=db1", "Invalid pool: ")]
    [InlineData("cluster-pool-instances/nosuch", "Unable to determine cluster name")]
    [InlineData("cluster-osc-slaves/nosuch", "Unable to determine cluster name")]
    public async Task What_makes_no_sense_is_refused(string path, string why)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", replicas: 0);
        Assert.Contains(why, (await host.GetAsync("/api/" + path)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Control_replicas_come_from_every_tier()
    {
        await using var host = await ApiHost.StartAsync(options => options with { OSCIgnoreHostnameFilters = ["^db6:"] });
        var keys = host.Fleet.AddCluster("db", replicas: 8);
        // 2 has 5 and 6 below it, 3 has 7, which has 8; 4 and 9 are leaves.
        foreach (var (replica, source) in new[] { (5, 2), (6, 2), (7, 3), (8, 7) }) host.Fleet[keys[replica - 1]].Source = keys[source - 1];
        foreach (var key in keys) _ = (await host.GetAsync($"/api/discover/{key.Host}/{key.Port}")).Ok;
        await host.ProbeAsync();
        foreach (var path in new[] { "cluster-osc-slaves", "cluster-osc-replicas" })
            Assert.Equal("db2 db3 db5 db7 db8 db4 db9", string.Join(' ', (await host.GetAsync($"/api/{path}/db1:3306")).Raw.Keys().Select(k => k.Split(':')[0])));
    }
}
