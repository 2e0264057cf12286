using System.Net;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api.Upkeep;

public sealed class KeyValueTests
{
    [Fact]
    public async Task Keys_name_the_primaries_and_follow_a_recovery()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await AddAsync(host, "127.0.0.", "shop");
        var submitted = await host.GetAsync("/api/submit-masters-to-kv-stores/");
        Assert.Equal("Submitted 5 masters", submitted.Message);
        Assert.Equal("Key Value", submitted.Ok[0].Names());
        Assert.Equal(
            "mysql/master/shop=127.0.0.1:3306 mysql/master/shop/hostname=127.0.0.1 mysql/master/shop/port=3306 mysql/master/shop/ipv4=127.0.0.1 mysql/master/shop/ipv6=",
            string.Join(' ', submitted.Ok.EnumerateArray().Select(p => $"{p.GetProperty("Key").GetString()}={p.GetProperty("Value").GetString()}")));
        Assert.Equal("127.0.0.1:3306", await ValueAsync(host, "mysql/master/shop"));
        Assert.Equal("127.0.0.1", await ValueAsync(host, "mysql/master/shop/ipv4"));
        Assert.Equal(5, (await host.GetAsync("/api/v2/kv")).Raw.GetArrayLength());
        Assert.Equal(1, (await host.GetAsync("/api/v2/kv?prefix=mysql/master/shop/h")).Raw.GetArrayLength());
        Assert.Contains("There is no key mysql/master/blog", (await host.GetAsync("/api/v2/kv/mysql/master/blog")).Problem(HttpStatusCode.NotFound), StringComparison.Ordinal);
        _ = (await host.GetAsync("/api/v2/kv/mysql/master/shop/nosuch")).Problem(HttpStatusCode.NotFound);

        await host.KillAsync(keys[0]);
        Assert.Equal("127.0.0.2:3306", (await host.GetAsync("/api/recover/127.0.0.1/3306")).Ok.Key());
        Assert.Equal("127.0.0.2:3306", await ValueAsync(host, "mysql/master/shop"));
        Assert.Equal("127.0.0.2", await ValueAsync(host, "mysql/master/shop/hostname"));
        Assert.Equal("", await ValueAsync(host, "mysql/master/shop/ipv4"));
        await host.ProbeAsync();
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores/shop")).Ok;
        Assert.Equal("127.0.0.2", await ValueAsync(host, "mysql/master/shop/ipv4"));
    }

    [Fact]
    public async Task A_primary_that_is_not_known_for_sure_is_not_published()
    {
        await using var host = await ApiHost.StartAsync(options => options with { KVClusterMasterPrefix = "/db/" });
        var keys = await AddAsync(host, "127.0.0.", "shop");
        host.Fleet[keys[0]].IsReadOnly = true;
        await host.ProbeAsync();
        Assert.Equal("Submitted 0 masters", (await host.GetAsync("/api/submit-masters-to-kv-stores")).Message);
        host.Fleet[keys[0]].IsReadOnly = false;
        await host.ProbeAsync();
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores")).Ok;
        Assert.Equal("127.0.0.1:3306", await ValueAsync(host, "db/shop"));
        // What was published stays until there is something better.
        await host.KillAsync(keys[0]);
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores")).Ok;
        Assert.Equal("127.0.0.1:3306", await ValueAsync(host, "db/shop"));
    }

    [Fact]
    public async Task Of_two_clusters_with_one_alias_the_first_keeps_the_key()
    {
        await using var host = await ApiHost.StartAsync();
        await AddAsync(host, "127.0.1.", "shop");
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores")).Ok;
        await AddAsync(host, "127.0.0.", "shop");
        Assert.Equal("Submitted 5 masters", (await host.GetAsync("/api/submit-masters-to-kv-stores")).Message);
        Assert.Equal("127.0.1.1:3306", await ValueAsync(host, "mysql/master/shop"));
        _ = (await host.GetAsync("/api/forget-cluster/127.0.1.1:3306")).Ok;
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores")).Ok;
        Assert.Equal("127.0.0.1:3306", await ValueAsync(host, "mysql/master/shop"));
    }

    [Fact]
    public async Task A_cluster_without_an_alias_is_found_by_its_id()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await AddAsync(host, "127.0.0.", alias: "");
        var id = (await host.Store.FindInstanceAsync(keys[0], ApiHost.Cancellation))!.ClusterId;
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores")).Ok;
        Assert.Equal("127.0.0.1:3306", await ValueAsync(host, "mysql/master/" + id));
    }

    [Fact]
    public async Task Whoever_read_a_key_before_a_promotion_does_not_write_it_after_it()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await AddAsync(host, "127.0.0.", "shop");
        _ = (await host.GetAsync("/api/submit-masters-to-kv-stores")).Ok;
        var (old, version) = await host.Store.FindPrimaryKeyAsync("mysql/master/shop", ApiHost.Cancellation);
        var plan = RecoveryPlanner.PlanTakeover(
            await host.Service<TopologyReader>().ReadAsync(old!.ClusterId, ApiHost.Cancellation), Policies.ForRecovery(new(), new ClusterTopology("c", [])), keys[1], choose: false);
        for (var i = 0; i < 2; i++) await PromotionSequence.PublishAsync(host.Store, plan, ApiHost.Cancellation);
        Assert.False(await host.Store.TrySavePrimaryKeyAsync(old, version, ApiHost.Cancellation));
        Assert.Equal("127.0.0.2:3306", await ValueAsync(host, "mysql/master/shop"));
    }

    private static async Task<string?> ValueAsync(ApiHost host, string key) =>
        (await host.GetAsync("/api/v2/kv/" + key)).Raw.GetProperty("value").GetString();

    // Addresses, so that no name has to be looked up.
    private static async Task<IReadOnlyList<InstanceKey>> AddAsync(ApiHost host, string network, string alias)
    {
        var keys = await host.AddClusterAsync(network, alias: alias);
        var id = (await host.Store.FindInstanceAsync(keys[0], ApiHost.Cancellation))!.ClusterId;
        var name = keys[0].ToString();
        await host.Store.SaveClusterAsync(
            new ClusterRecord { ClusterId = id, Name = name, Alias = alias.Length > 0 ? alias : name, Primary = keys[0] }, ApiHost.Cancellation);
        return keys;
    }
}
