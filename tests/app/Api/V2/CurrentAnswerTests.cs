using System.Net;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Tests.Api.V2;

/// <summary>What is kept in memory is never older than the store, whoever wrote to it.</summary>
public sealed class CurrentAnswerTests
{
    // A version stands for a polling period at most, which must not end within the test.
    private const int Period = 100_000;

    [Theory]
    [InlineData("/api/v2/clusters")]
    [InlineData("/api/v2/clusters/shop")]
    [InlineData("/api/v2/clusters/shop/topology")]
    [InlineData("/api/v2/instances")]
    [InlineData("/api/clusters-info")]
    [InlineData("/api/cluster/shop")]
    [InlineData("/api/all-instances")]
    [InlineData("/api/topology/shop")]
    public async Task An_answer_is_unchanged_until_something_is_written_by_whatever_process(string path)
    {
        await using var host = await ApiHost.StartAsync(options => options with { InstancePollSeconds = Period });
        await host.AddClusterAsync("db", alias: "shop");
        var first = await host.GetAsync(path);
        var tag = ("If-None-Match", first.Headers["ETag"]);
        var same = await host.GetAsync(path, tag);
        Assert.Equal((HttpStatusCode.NotModified, ""), (same.Status, same.Text));

        await using var other = new SqliteTableStore(Path.Combine(host.Service<Ham4DbOptions>().DataFolder, "fleet.db"));
        var store = new FleetStore(other);
        var cluster = (await store.GetDirectoryAsync(ApiHost.Cancellation)).First().ClusterId;
        var members = await store.GetMembersAsync(cluster, ApiHost.Cancellation);
        await store.SaveMembersAsync(cluster, [members[1] with { Snapshot = members[1].Snapshot with { Version = "99.9.9", IsReadOnly = false, Replication = null } }], ApiHost.Cancellation);
        var changed = await host.GetAsync(path, tag);
        Assert.Equal(HttpStatusCode.OK, changed.Status);
        Assert.NotEqual(first.Headers["ETag"], changed.Headers["ETag"]);
        if (!path.Contains("clusters", StringComparison.Ordinal) || path.Contains("shop", StringComparison.Ordinal)) Assert.NotEqual(first.Text, changed.Text);
    }

    [Fact]
    public async Task A_cluster_tells_the_global_switch_too_and_its_version_with_it()
    {
        await using var host = await ApiHost.StartAsync(options => options with { InstancePollSeconds = Period });
        await host.AddClusterAsync("db", alias: "shop");
        var first = await host.GetAsync("/api/v2/clusters/shop");
        _ = (await host.PostAsync("/api/v2/settings", """{"areRecoveriesDisabled":true}""")).Raw;
        var changed = await host.GetAsync("/api/v2/clusters/shop", ("If-None-Match", first.Headers["ETag"]));
        Assert.True(changed.Raw.GetProperty("state").GetProperty("areRecoveriesDisabledGlobally").GetBoolean());
    }

    [Fact]
    public async Task What_was_forgotten_and_what_is_new_is_seen_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        Assert.Equal(3, (await host.GetAsync("/api/v2/instances")).Raw.GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync(HttpMethod.Delete, "/api/v2/instances/db3:3306")).Status);
        Assert.Equal(2, (await host.GetAsync("/api/v2/instances")).Raw.GetArrayLength());
        await host.AddClusterAsync("pay");
        Assert.Equal(5, (await host.GetAsync("/api/v2/instances")).Raw.GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await host.PostAsync("/api/v2/clusters/shop/forget", "")).Status);
        Assert.Single((await host.GetAsync("/api/v2/clusters")).Raw.EnumerateArray());
    }
}
