using System.Net;
using System.Text.Json;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api;

/// <summary>What clients of Ham4DB ask for and those of orchestrator do not.</summary>
public sealed class Ham4DbPathTests(ReadOnlyFleet fleet) : IClassFixture<ReadOnlyFleet>
{
    [Theory]
    [InlineData("/api/list-instance")]
    [InlineData("/api/mysql/list-instance")]
    public async Task All_instances_are_listed(string path) => Assert.Equal("db1:3306 db2:3306 db3:3306", string.Join(' ', (await fleet.Host.GetAsync(path)).Raw.Keys()));

    [Theory]
    [InlineData("/api/mysql/topology/any-id/db2/3306", "/api/topology/shop")]
    [InlineData("/api/mysql/topology/tabulated/shop", "/api/topology-tabulated/shop")]
    [InlineData("/api/mysql/topology/tabulated/any-id/db2/3306", "/api/topology-tabulated/shop")]
    [InlineData("/api/mysql/topology/tag/shop", "/api/topology-tags/shop")]
    [InlineData("/api/mysql/topology/tag/any-id/db1/3306", "/api/topology-tags/shop")]
    [InlineData("/api/mysql/analysis", "/api/replication-analysis")]
    [InlineData("/api/mysql/analysis/shop", "/api/replication-analysis/shop")]
    public async Task Other_names_of_paths_answer_the_same(string path, string orchestrators) =>
        Assert.Equal((await fleet.Host.GetAsync(orchestrators)).Ok.ToString(), (await fleet.Host.GetAsync(path)).Ok.ToString());

    [Fact]
    public async Task The_result_stands_under_both_names_and_the_status_in_the_body()
    {
        var good = JsonDocument.Parse((await fleet.Host.GetAsync("/api/check-global-recoveries")).Text).RootElement;
        Assert.Equal((200, "enabled", "enabled"), (good.GetProperty("HttpStatus").GetInt32(), good.GetProperty("Details").GetString(), good.GetProperty("Detail").GetString()));
        var bad = JsonDocument.Parse((await fleet.Host.GetAsync("/api/mysql/cluster/nosuch")).Text).RootElement;
        Assert.Equal((500, "ERROR"), (bad.GetProperty("HttpStatus").GetInt32(), bad.GetProperty("Code").GetString()));
        Assert.Equal(JsonValueKind.Null, bad.GetProperty("Detail").ValueKind);
    }

    [Fact]
    public async Task All_paths_are_listed_with_their_methods()
    {
        var listed = (await fleet.Host.GetAsync("/api/manage/list")).Raw.EnumerateArray().Select(line => line.GetString()!).ToList();
        foreach (var line in (string[])["/api/relocate/{host}/{port}/{belowHost}/{belowPort},POST", "/api/discover/{clusterId}/{host}/{port},PATCH", "/api/forget/{clusterId}/{host}/{port},DELETE"])
            Assert.Contains(line, listed);
        Assert.Equal(listed.Order(StringComparer.Ordinal), listed);
        Assert.DoesNotContain("/api/instance/{host}/{port},POST", listed);
    }

    [Theory]
    [InlineData("raft-state", "raft-state: not running with raft setup")]
    [InlineData("raft-yield/db9", "raft-yield: not running with raft setup")]
    [InlineData("reelect", "there is no leader")]
    [InlineData("write-buffer-metrics-raw/60", "see /metrics")]
    [InlineData("mysql/info/sync/any-id/db1/3306", "openGauss")]
    [InlineData("manage/cache/hit", "Caches")]
    [InlineData("seeds", "Agents not served")]
    [InlineData("agent-custom-command/db1/ls", "Agents not served")]
    public async Task What_has_no_meaning_here_says_so(string path, string expected) => Assert.Contains(expected, (await fleet.Host.GetAsync("/api/" + path)).Error);

    [Fact]
    public async Task An_instance_is_checked_without_becoming_known()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db");
        await host.SendAsync(HttpMethod.Delete, "/api/mysql/forget/any-id/db3/3306");
        Assert.Equal(["db1:3306", "db2:3306"], await host.KnownAsync());

        Assert.Equal("db3:3306", (await host.GetAsync("/api/mysql/check/any-id/db3/3306")).Ok.GetProperty("Key").Key());
        Assert.Equal("db3:3306", (await host.SendAsync(HttpMethod.Post, "/api/check/db3/3306")).Ok.GetProperty("Key").Key());
        Assert.Contains("nosuch", (await host.GetAsync("/api/mysql/check/any-id/nosuch/3306")).Error);
        Assert.Equal(["db1:3306", "db2:3306"], await host.KnownAsync());

        Assert.Equal("db3:3306", (await host.SendAsync(HttpMethod.Patch, "/api/mysql/discover/any-id/db3/3306")).Ok.GetProperty("Key").Key());
        Assert.Equal(["db1:3306", "db2:3306", "db3:3306"], await host.KnownAsync());
    }

    [Fact]
    public async Task A_further_method_belongs_to_its_path_alone()
    {
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await fleet.Host.SendAsync(HttpMethod.Delete, "/api/mysql/discover/any-id/db3/3306")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await fleet.Host.SendAsync(HttpMethod.Patch, "/api/mysql/forget/any-id/db3/3306")).Status);
    }

    [Fact]
    public async Task Replication_is_stopped_under_a_cluster_id()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db");
        Assert.Equal("db2:3306", (await host.GetAsync("/api/mysql/stop-replica/any-id/db2/3306")).Ok.GetProperty("Key").Key());
        Assert.False((await host.GetAsync("/api/instance/db2/3306")).Raw.GetProperty("ReplicationIOThreadRuning").GetBoolean());
    }
}
