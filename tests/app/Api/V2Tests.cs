using System.Net;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api;

public sealed class V2Tests(ReadOnlyFleet fleet) : IClassFixture<ReadOnlyFleet>
{
    private const string Summary = "clusterId name alias domain primary durability instances instancesWithProblems lagSeconds findings answers outlook isRecovering probedAt isStale";

    [Fact]
    public async Task Clusters_are_listed()
    {
        var cluster = Assert.Single((await fleet.Host.GetAsync("/api/v2/clusters")).Raw.EnumerateArray());
        Assert.Equal(Summary, cluster.Names());
        Assert.Equal("""{"engine":"mysql","host":"db1","port":3306}""", cluster.GetProperty("primary").GetRawText());
        Assert.Equal("asynchronous", cluster.GetProperty("durability").GetString());
        Assert.Equal(3, cluster.GetProperty("instances").GetInt32());
    }

    [Fact]
    public async Task A_cluster_has_members_and_state()
    {
        var id = (await fleet.Host.GetAsync("/api/v2/clusters")).Raw[0].GetProperty("clusterId").GetString();
        foreach (var hint in new[] { id, "shop", "db1:3306", "db3" })
        {
            var detail = (await fleet.Host.GetAsync($"/api/v2/clusters/{hint}")).Raw;
            Assert.Equal("cluster members state", detail.Names());
            Assert.Equal(id, detail.GetProperty("cluster").GetProperty("clusterId").GetString());
            Assert.Equal("primary replica replica", string.Join(' ', detail.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("role").GetString())));
            Assert.Equal(
                "epoch activeRecovery lastRecovery block demoted downtimes detections areRecoveriesDisabled areRecoveriesDisabledGlobally",
                detail.GetProperty("state").Names());
        }
    }

    [Fact]
    public async Task Instances_are_listed()
    {
        var instances = (await fleet.Host.GetAsync("/api/v2/instances")).Raw;
        Assert.Equal(3, instances.GetArrayLength());
        Assert.Equal(
            "key clusterId role depth source freshness lastCheckError problems promotionRule downtime maintenance isDemoted errantGtidSet snapshot isInvalidated",
            instances[0].Names());
        Assert.Equal("checkedAt seenAt isLastCheckValid isUpToDate isRecentlyChecked secondsSinceLastSeen", instances[0].GetProperty("freshness").Names());
    }

    [Fact]
    public async Task A_plan_shows_what_the_loss_of_the_primary_would_lead_to()
    {
        var plan = (await fleet.Host.GetAsync("/api/v2/clusters/shop/plan?failed=db1:3306")).Raw;
        Assert.Equal("deadPrimary", plan.GetProperty("kind").GetString());
        Assert.True(plan.GetProperty("isExecutable").GetBoolean(), plan.GetRawText());
        Assert.Equal("db2", plan.GetProperty("candidate").GetProperty("host").GetString());
        Assert.Equal(2, plan.GetProperty("verdicts").GetArrayLength());
        Assert.Contains(plan.GetProperty("steps").EnumerateArray(), s => s.GetProperty("kind").GetString() == "promote");
        Assert.Contains("loss", plan.Names().Split(' '));
    }

    [Theory]
    [InlineData("auto", "db2")]
    [InlineData("db3:3306", "db3")]
    [InlineData("db3", "db3")]
    public async Task A_plan_shows_what_a_takeover_would_do(string takeover, string candidate)
    {
        var plan = (await fleet.Host.GetAsync($"/api/v2/clusters/shop/plan?takeover={takeover}")).Raw;
        Assert.Equal("plannedTakeover", plan.GetProperty("kind").GetString());
        Assert.Equal(candidate, plan.GetProperty("candidate").GetProperty("host").GetString());
    }

    [Theory]
    [InlineData("clusters/nosuch", HttpStatusCode.NotFound, "clusterHint=nosuch")]
    [InlineData("clusters/nosuch/plan?failed=db1:3306", HttpStatusCode.NotFound, "clusterHint=nosuch")]
    [InlineData("clusters/shop/plan", HttpStatusCode.BadRequest, "Give one of")]
    [InlineData("clusters/shop/plan?failed=db1&takeover=db2", HttpStatusCode.BadRequest, "Give one of")]
    [InlineData("clusters/shop/plan?failed=db1:abc", HttpStatusCode.BadRequest, "'db1:abc' is not an address")]
    [InlineData("clusters/shop/plan?failed=other:3306", HttpStatusCode.UnprocessableEntity, "other:3306 is not an instance of cluster db1:3306")]
    [InlineData("clusters/shop/plan?failed=db2:3306", HttpStatusCode.UnprocessableEntity, "db2:3306 is not a primary")]
    [InlineData("clusters/shop/plan?takeover=other:3306", HttpStatusCode.UnprocessableEntity, "other:3306 is not an instance")]
    [InlineData("recoveries?size=0", HttpStatusCode.BadRequest, "'0' is no size")]
    [InlineData("recoveries?page=x", HttpStatusCode.BadRequest, "'x' is no page")]
    [InlineData("recoveries?cluster=nosuch", HttpStatusCode.NotFound, "clusterHint=nosuch")]
    [InlineData("recoveries/nosuch", HttpStatusCode.NotFound, "There is no recovery nosuch.")]
    [InlineData("nonsense", HttpStatusCode.NotFound, "There is nothing at /api/v2/nonsense.")]
    public async Task What_is_wrong_is_told_as_problem_details(string path, HttpStatusCode status, string detail) =>
        Assert.Contains(detail, (await fleet.Host.GetAsync("/api/v2/" + path)).Problem(status), StringComparison.Ordinal);

    [Fact]
    public async Task A_method_that_a_resource_does_not_have_is_a_problem() => Assert.Equal(
        "DELETE is not possible here.",
        (await fleet.Host.SendAsync(HttpMethod.Delete, "/api/v2/clusters")).Problem(HttpStatusCode.MethodNotAllowed));

    [Fact]
    public async Task A_recovery_has_a_timeline_and_leaves_its_mark_on_the_cluster()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        await host.KillAsync(keys[0]);
        _ = (await host.GetAsync("/api/recover/db1/3306")).Ok;
        await host.ProbeAsync();

        var listed = Assert.Single((await host.GetAsync("/api/v2/recoveries?cluster=shop&size=5")).Raw.EnumerateArray());
        Assert.Equal("succeeded", listed.GetProperty("status").GetString());
        Assert.Equal("db2", listed.GetProperty("successor").GetProperty("host").GetString());
        var detail = (await host.GetAsync($"/api/v2/recoveries/{listed.GetProperty("uid").GetString()}")).Raw;
        Assert.Equal("recovery durationMilliseconds steps", detail.Names());
        var steps = detail.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal("step target message startedAt endedAt offsetMilliseconds durationMilliseconds error", steps[0].Names());
        Assert.Contains(steps, s => s.GetProperty("step").GetString() == "promote");

        var cluster = (await host.GetAsync("/api/v2/clusters/shop")).Raw;
        Assert.Equal("db2:3306", cluster.GetProperty("cluster").GetProperty("name").GetString());
        var state = cluster.GetProperty("state");
        Assert.Equal(1, state.GetProperty("epoch").GetInt64());
        Assert.Equal("db1", Assert.Single(state.GetProperty("demoted").EnumerateArray()).GetProperty("key").GetProperty("host").GetString());
        var downtime = Assert.Single(state.GetProperty("downtimes").EnumerateArray());
        Assert.Equal(("db1", "lost-in-recovery"), (downtime.GetProperty("instance").GetProperty("host").GetString(), downtime.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_block_tells_its_owner_and_how_long_it_lasts()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var id = (await host.GetAsync("/api/v2/clusters/shop")).Raw.GetProperty("cluster").GetProperty("clusterId").GetString()!;
        var now = DateTimeOffset.UtcNow;
        var (state, version) = await host.Store.GetVersionedStateAsync(id, ApiHost.Cancellation);
        var block = new Functions.Clusters.BlockedRecovery(
            Fakes.ScriptedFleet.Key("db1"), Core.Analysis.AnalysisCode.DeadPrimary, "Recovery x is not acknowledged.", "x", now, now.AddMinutes(30));
        Assert.True(await host.Store.TrySaveStateAsync(id, state with { Block = block }, version, ApiHost.Cancellation));

        var shown = (await host.GetAsync("/api/v2/clusters/shop")).Raw.GetProperty("state").GetProperty("block");
        Assert.Equal("instance code reason blockingUid at until remainingSeconds", shown.Names());
        Assert.Equal(("deadPrimary", "x"), (shown.GetProperty("code").GetString(), shown.GetProperty("blockingUid").GetString()));
        Assert.InRange(shown.GetProperty("remainingSeconds").GetInt64(), 1700, 1800);

        var blocked = (await host.GetAsync("/api/blocked-recoveries/cluster/shop")).Raw[0];
        Assert.Equal("FailedInstanceKey ClusterName Analysis LastBlockedTimestamp BlockingRecoveryId", blocked.Names());
        Assert.Equal("DeadMaster", blocked.GetProperty("Analysis").GetString());
    }
}
