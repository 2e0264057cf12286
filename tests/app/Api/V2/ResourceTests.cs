using System.Net;
using System.Text.Json;
using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Runtime.DurableTask.Client;

namespace Ham4Db.Functions.Tests.Api.V2;

/// <summary>What people decide, name and read, as resources.</summary>
public sealed class ResourceTests
{
    [Fact]
    public async Task A_downtime_is_begun_replaced_only_by_who_saw_it_and_ended()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        const string Downtime = "/api/v2/instances/db2:3306/downtime";
        _ = (await host.GetAsync(Downtime)).Problem(HttpStatusCode.NotFound);
        var begun = await host.PostAsync(Downtime, """{"reason":"disk","duration":"1h"}""", ("X-Ham4Db-Actor", "ann"));
        Assert.Equal(("ann", "disk"), (begun.Raw.GetProperty("owner").GetString(), begun.Json.GetProperty("reason").GetString()));
        Assert.InRange(begun.Json.GetProperty("remainingSeconds").GetInt64(), 3500, 3600);
        var tag = begun.Headers["ETag"];
        Assert.Equal(tag, (await host.GetAsync(Downtime)).Headers["ETag"]);
        Assert.Equal(HttpStatusCode.NotModified, (await host.GetAsync(Downtime, ("If-None-Match", tag))).Status);

        Assert.Equal("precondition-failed", Kind(await host.PostAsync(Downtime, """{"reason":"x"}""", ("If-None-Match", "*")), HttpStatusCode.PreconditionFailed));
        _ = (await host.PostAsync(Downtime, """{"reason":"cable"}""", ("If-Match", tag))).Raw;
        Assert.Equal("precondition-failed", Kind(await host.PostAsync(Downtime, """{"reason":"x"}""", ("If-Match", tag)), HttpStatusCode.PreconditionFailed));
        Assert.Equal("cable", Assert.Single((await host.GetAsync("/api/v2/downtimes?cluster=shop")).Raw.EnumerateArray()).GetProperty("reason").GetString());

        Assert.Equal("precondition-failed", Kind(await host.SendAsync(HttpMethod.Delete, Downtime, ("If-Match", tag)), HttpStatusCode.PreconditionFailed));
        // Somebody replaces it between the look at it and its end.
        var caller = new Caller("ann", host.Service<DurableTaskClient>());
        var seen = await host.Service<FleetLookup>().ReadInstanceAsync(new InstanceKey(DatabaseEngine.MySql, "db2", 3306), ApiHost.Cancellation);
        _ = (await host.PostAsync(Downtime, """{"reason":"fan"}""")).Raw;
        var changed = await Assert.ThrowsAsync<OperationException>(() => host.Service<Decisions>().EndDowntimeAsync(seen, isConditional: true, caller, ApiHost.Cancellation));
        Assert.Equal(OperationError.Precondition, changed.Error);
        Assert.Equal("fan", (await host.GetAsync(Downtime)).Raw.GetProperty("reason").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync(HttpMethod.Delete, Downtime)).Status);
        _ = (await host.SendAsync(HttpMethod.Delete, Downtime)).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Tags_of_a_cluster_and_what_its_analysis_began_to_say_are_read_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        await host.AddClusterAsync("other", alias: "other");
        _ = (await host.PostAsync("/api/v2/instances/db2:3306/tags", """{"name":"rack","value":"r12"}""")).Raw;
        _ = (await host.PostAsync("/api/v2/instances/other1:3306/tags", """{"name":"rack","value":"r1"}""")).Raw;
        var tagged = Assert.Single((await host.GetAsync("/api/v2/clusters/shop/tags")).Raw.EnumerateArray());
        Assert.Equal(("db2", "r12"), (tagged.GetProperty("instance").GetProperty("host").GetString(), Assert.Single(tagged.GetProperty("tags").EnumerateArray()).GetProperty("value").GetString()));
        _ = (await host.GetAsync("/api/v2/clusters/nothing/tags")).Problem(HttpStatusCode.NotFound);

        var (at, ids) = (DateTimeOffset.UtcNow, (await host.GetAsync("/api/v2/clusters")).Raw.EnumerateArray().ToDictionary(c => c.GetProperty("alias").GetString()!, c => c.GetProperty("clusterId").GetString()!));
        AnalysisChange Change(string cluster, AnalysisCode code, int second) => new(ids[cluster], new InstanceKey(DatabaseEngine.MySql, "db1", 3306), code, at.AddSeconds(second));
        await host.Store.SaveAnalysisChangesAsync([Change("shop", AnalysisCode.DeadPrimary, 0), Change("other", AnalysisCode.UnreachablePrimary, 1), Change("shop", AnalysisCode.NoProblem, 2)], ApiHost.Cancellation);
        Assert.Equal(["noProblem", "deadPrimary"], Codes(await host.GetAsync("/api/v2/analysis/changes?cluster=shop")));
        Assert.Equal(["noProblem", "unreachablePrimary", "deadPrimary"], Codes(await host.GetAsync("/api/v2/analysis/changes")));
        Assert.Equal(["unreachablePrimary"], Codes(await host.GetAsync("/api/v2/analysis/changes?size=1&page=1")));
        Assert.Empty((await host.GetAsync("/api/postgresql/v2/analysis/changes")).Raw.EnumerateArray());

        static string[] Codes(ApiReply reply) => [.. reply.Raw.EnumerateArray().Select(change => change.GetProperty("code").GetString()!)];
    }

    [Fact]
    public async Task Of_several_who_replace_what_they_saw_at_once_one_does()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var tag = (await host.GetAsync("/api/v2/settings")).Headers["ETag"];
        var global = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => host.PostAsync("/api/v2/settings", """{"areRecoveriesDisabled":true}""", ("If-Match", tag), ("X-Ham4Db-Actor", $"a{i}"))));
        Assert.Single(global, reply => reply.Status == HttpStatusCode.OK);
        Assert.All(global.Where(reply => reply.Status != HttpStatusCode.OK), reply => Kind(reply, HttpStatusCode.PreconditionFailed));

        const string Settings = "/api/v2/clusters/shop/settings";
        var before = (await host.GetAsync(Settings)).Headers["ETag"];
        var cluster = await Task.WhenAll(Enumerable.Range(0, 5).Select(i => host.PostAsync("/api/v2/clusters/db1:3306/settings", $$"""{"alias":"a{{i}}"}""", ("If-Match", before))));
        Assert.Single(cluster, reply => reply.Status == HttpStatusCode.OK);
        Assert.Equal("precondition-failed", Kind(await host.PostAsync("/api/v2/instances/db2:3306/downtime", """{"reason":"x"}""", ("If-Match", before)), HttpStatusCode.PreconditionFailed));
    }

    [Fact]
    public async Task A_cluster_is_named_and_its_recoveries_are_switched_in_one_place()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var set = (await host.PostAsync("/api/v2/clusters/shop/settings", """{"alias":"store","areRecoveriesDisabled":true}""")).Raw;
        Assert.Equal(("store", true), (set.GetProperty("alias").GetString(), set.GetProperty("areRecoveriesDisabled").GetBoolean()));
        Assert.Equal("store", (await host.GetAsync("/api/v2/clusters/store")).Raw.GetProperty("cluster").GetProperty("alias").GetString());
        var types = (await host.GetAsync("/api/v2/audit?cluster=store")).Raw.EnumerateArray().Select(a => a.GetProperty("type").GetString()).ToList();
        Assert.Contains("set-cluster-alias", types);
        Assert.Contains("disable-cluster-recoveries", types);
        Assert.Contains("Give areRecoveriesDisabled", (await host.PostAsync("/api/v2/clusters/store/settings", "{}")).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Maintenance_tags_pools_and_candidates_are_resources()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        const string Instance = "/api/v2/instances/db2:3306";
        Assert.Equal(HttpStatusCode.Created, (await host.PostAsync(Instance + "/maintenance", """{"reason":"disk"}""")).Status);
        Assert.Contains("runs until", (await host.PostAsync(Instance + "/maintenance", """{"reason":"other"}""")).Problem(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Single((await host.GetAsync("/api/v2/maintenance?cluster=shop")).Raw.EnumerateArray());
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync(HttpMethod.Delete, Instance + "/maintenance")).Status);

        _ = (await host.PostAsync(Instance + "/tags", """{"name":"rack","value":"r1"}""")).Raw;
        Assert.Equal("""[{"name":"rack","value":"r1"}]""", (await host.GetAsync(Instance + "/tags")).Raw.GetRawText());
        Assert.Equal("db2", Assert.Single((await host.GetAsync("/api/v2/tags?query=rack%3Dr1")).Raw.EnumerateArray()).GetProperty("host").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync(HttpMethod.Delete, Instance + "/tags/rack")).Status);
        _ = (await host.SendAsync(HttpMethod.Delete, Instance + "/tags/rack")).Problem(HttpStatusCode.NotFound);

        _ = (await host.PostAsync("/api/v2/pools", """{"name":"readers","instances":["db2:3306","db3:3306"]}""")).Raw;
        Assert.Equal(2, (await host.GetAsync("/api/v2/clusters/shop/pools")).Raw.GetProperty("readers").GetArrayLength());
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync(HttpMethod.Delete, "/api/v2/pools/readers")).Status);
        Assert.Empty((await host.GetAsync("/api/v2/pools")).Raw.EnumerateArray());

        Assert.Equal("prefer", (await host.PostAsync(Instance + "/candidate", """{"rule":"prefer"}""")).Raw.GetProperty("rule").GetString());
        Assert.Single((await host.GetAsync("/api/v2/candidates")).Raw.EnumerateArray());
        Assert.Contains("allowed: prefer", (await host.PostAsync(Instance + "/candidate", """{"rule":"must"}""")).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_are_discovered_read_and_forgotten()
    {
        await using var host = await ApiHost.StartAsync();
        host.Fleet.AddCluster("db", alias: "shop");
        var found = await host.PostAsync("/api/v2/instances", """{"instance":"db1:3306"}""");
        Assert.Equal((HttpStatusCode.Created, "/api/v2/instances/db1%3A3306"), (found.Status, found.Headers["Location"]));
        Assert.Equal("primary", (await host.GetAsync(found.Headers["Location"])).Raw.GetProperty("role").GetString());
        Assert.Equal("unreachable", Kind(await host.PostAsync("/api/v2/instances", """{"instance":"nosuch:3306"}"""), HttpStatusCode.BadGateway));
        _ = (await host.SendAsync(HttpMethod.Delete, "/api/v2/instances/db")).Problem(HttpStatusCode.NotFound);
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync(HttpMethod.Delete, "/api/v2/instances/db1:3306")).Status);
        _ = (await host.GetAsync("/api/v2/instances/db1:3306")).Problem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_topology_is_a_tree_and_findings_and_instances_can_be_filtered()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", replicas: 3, alias: "shop");
        host.Fleet[keys[3]].Source = keys[1];
        await host.ProbeAsync();
        var root = Assert.Single((await host.GetAsync("/api/v2/clusters/shop/topology")).Raw.GetProperty("roots").EnumerateArray());
        Assert.Equal("db1(db2(db4),db3)", Draw(root));
        Assert.Contains("db4:3306", (await host.GetAsync("/api/v2/clusters/shop/topology?format=text")).Text, StringComparison.Ordinal);
        Assert.Equal(1, (await host.GetAsync("/api/v2/instances?role=intermediate")).Raw.GetArrayLength());
        Assert.Contains("use one of", (await host.GetAsync("/api/v2/instances?role=boss")).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await host.KillAsync(keys[0]);
        Assert.Equal("deadPrimary", (await host.GetAsync("/api/v2/analysis?code=DeadPrimary")).Raw[0].GetProperty("finding").GetProperty("code").GetString());
        Assert.Equal("db1", Assert.Single((await host.GetAsync("/api/v2/instances?problem=last_check_invalid")).Raw.EnumerateArray()).GetProperty("key").GetProperty("host").GetString());

        static string Draw(JsonElement node)
        {
            var replicas = node.GetProperty("replicas").EnumerateArray().Select(Draw).ToList();
            return node.GetProperty("instance").GetProperty("key").GetProperty("host").GetString() + (replicas.Count > 0 ? $"({string.Join(',', replicas)})" : "");
        }
    }

    [Fact]
    public async Task Lists_have_pages_a_total_and_a_way_to_the_next()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var first = await host.GetAsync("/api/v2/instances?size=2&cluster=shop");
        Assert.Equal((2, "3", "</api/v2/instances?cluster=shop&page=1&size=2>; rel=\"next\""), (first.Raw.GetArrayLength(), first.Headers["X-Total-Count"], first.Headers["Link"]));
        var second = await host.GetAsync("/api/v2/instances?cluster=shop&page=1&size=2");
        Assert.Equal((1, false), (second.Raw.GetArrayLength(), second.Headers.ContainsKey("Link")));
        var audit = await host.GetAsync("/api/v2/audit?type=discover&size=2");
        Assert.Equal((2, "3"), (audit.Raw.GetArrayLength(), audit.Headers["X-Total-Count"]));
        Assert.EndsWith("type=discover&page=1&size=2>; rel=\"next\"", audit.Headers["Link"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recoveries_are_acknowledged_and_detections_name_them()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        await host.KillAsync(keys[0]);
        var uid = (await host.PostAsync("/api/v2/clusters/shop/recover?wait=60", "")).Raw.GetProperty("uid").GetString();
        Assert.Single((await host.GetAsync("/api/v2/recoveries?unacknowledged=true")).Raw.EnumerateArray());
        Assert.Contains("Give a comment.", (await host.PostAsync($"/api/v2/recoveries/{uid}/acknowledge", "{}")).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Equal(1, (await host.PostAsync($"/api/v2/recoveries/{uid}/acknowledge", """{"comment":"seen"}""")).Raw.GetProperty("acknowledged").GetInt32());
        Assert.Equal(0, (await host.PostAsync("/api/v2/recoveries/acknowledge", """{"comment":"seen"}""")).Raw.GetProperty("acknowledged").GetInt32());
        Assert.Empty((await host.GetAsync("/api/v2/recoveries?unacknowledged=true")).Raw.EnumerateArray());
        Assert.Empty((await host.GetAsync("/api/v2/detections")).Raw.EnumerateArray());
    }

    private static string Kind(ApiReply reply, HttpStatusCode status)
    {
        _ = reply.Problem(status);
        return reply.ProblemKind;
    }

    [Theory]
    [InlineData("5432", null, DatabaseEngine.PostgreSql)]
    [InlineData("3306", null, DatabaseEngine.MySql)]
    [InlineData("5433", null, DatabaseEngine.MySql)]
    [InlineData("5432", DatabaseEngine.MySql, DatabaseEngine.MySql)]
    public async Task Of_an_address_that_is_not_known_the_port_tells_the_engine_unless_it_is_named(string port, DatabaseEngine? named, DatabaseEngine expected)
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal(expected, (await host.Service<FleetLookup>().ExactAsync("db9", port, named, ApiHost.Cancellation)).Engine);
    }
}
