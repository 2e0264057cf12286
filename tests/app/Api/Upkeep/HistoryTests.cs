using System.Net;
using System.Text.Json;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api.Upkeep;

public sealed class HistoryTests
{
    [Fact]
    public async Task A_cluster_is_shown_as_it_was()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        var took = (await host.GetAsync("/api/snapshot-topologies")).Ok.GetString();
        Assert.Matches("^Took [0-9.]+ms$", took);
        var before = DateTimeOffset.UtcNow;
        host.Fleet[keys[2]].Source = keys[1];
        await host.RecordAsync();

        var history = (await host.GetAsync("/api/v2/clusters/shop/history")).Raw;
        Assert.Equal("clusterId firstAt lastAt changes", history.Names());
        var change = Assert.Single(history.GetProperty("changes").EnumerateArray());
        Assert.Equal("at instances removed", change.Names());
        Assert.Equal("db2 db3", string.Join(' ', change.GetProperty("instances").EnumerateArray().Select(Host)));

        var past = (await host.GetAsync($"/api/v2/clusters/shop/history?at={Uri.EscapeDataString($"{before:O}")}")).Raw;
        Assert.Equal("clusterId at changedAt firstAt primary instances", past.Names());
        Assert.Equal("db1 0, db2 1, db3 1", Tree(past));
        var now = (await host.GetAsync($"/api/v2/clusters/shop/history?at={DateTimeOffset.UtcNow:yyyy-MM-ddTHH:mm:ss.fffffffZ}")).Raw;
        Assert.Equal("db1 0, db2 1, db3 2", Tree(now));
        Assert.Equal("db1", now.GetProperty("primary").GetProperty("host").GetString());
        Assert.Equal(
            "key role source isAnswering isReplicating isReadOnly isDemoted alias version dataCenter",
            now.GetProperty("instances")[0].GetProperty("instance").Names());

        var id = history.GetProperty("clusterId").GetString();
        _ = (await host.GetAsync("/api/forget-cluster/shop")).Ok;
        Assert.Equal("db1 0, db2 1, db3 1", Tree((await host.GetAsync($"/api/v2/clusters/{id}/history?at={Uri.EscapeDataString($"{before:O}")}")).Raw));
    }

    [Theory]
    [InlineData("shop/history?at=yesterday", HttpStatusCode.BadRequest, "'yesterday' is no time; use one such as")]
    [InlineData("shop/history?until=x", HttpStatusCode.BadRequest, "'x' is no time")]
    [InlineData("shop/history?size=0", HttpStatusCode.BadRequest, "'0' is no size")]
    [InlineData("shop/history?at=2020-01-01", HttpStatusCode.NotFound, "nothing is known of 2020-01-01")]
    [InlineData("nosuch/history", HttpStatusCode.NotFound, "clusterHint=nosuch")]
    [InlineData("young1/history", HttpStatusCode.NotFound, "has no history yet")]
    public async Task What_makes_no_sense_is_refused(string path, HttpStatusCode status, string why)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", replicas: 0, alias: "shop");
        await host.RecordAsync();
        await host.AddClusterAsync("young", replicas: 0);
        Assert.Contains(why, (await host.GetAsync("/api/v2/clusters/" + path)).Problem(status), StringComparison.Ordinal);
    }

    private static string Host(JsonElement instance) => instance.GetProperty("key").GetProperty("host").GetString()!;

    private static string Tree(JsonElement past) => string.Join(
        ", ", past.GetProperty("instances").EnumerateArray().Select(i => $"{Host(i.GetProperty("instance"))} {i.GetProperty("depth").GetInt32()}"));
}
