using System.Net;
using System.Text.Json.Nodes;
using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Functions.Api.Snapshots;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api.V2;

/// <summary>What a snapshot answers is what the service answers.</summary>
public sealed class SnapshotTests
{
    // What a configuration decides must be in force elsewhere too.
    private static Ham4DbOptions Configured(Ham4DbOptions options) => options with
    {
        PromotionIgnoreHostnameFilters = ["db2"],
        ReasonableReplicationLagSeconds = 33,
        InstancePollSeconds = 7,
        PreventCrossDataCenterMasterFailover = true,
        DataLossPolicyByCluster = new Dictionary<string, string> { ["shop"] = nameof(Ham4Db.Core.Planning.DataLossPolicy.Require) },
    };

    [Fact]
    public async Task Plans_analysis_and_topology_of_a_snapshot_are_those_of_the_service()
    {
        await using var host = await ApiHost.StartAsync(Configured);
        await host.AddClusterAsync("db", replicas: 3, alias: "shop");
        await host.AddClusterAsync("other");
        _ = (await host.GetAsync("/api/begin-downtime/db4/3306/me/disk/1h")).Ok;
        _ = (await host.GetAsync("/api/register-candidate/db3/3306/prefer")).Ok;
        _ = (await host.GetAsync("/api/begin-maintenance/other3/3306/me/disk")).Ok;
        host.Fleet[new InstanceKey(DatabaseEngine.MySql, "db3", 3306)].IsApplying = false;
        await host.KillAsync(new InstanceKey(DatabaseEngine.MySql, "other1", 3306));

        var reply = await host.GetAsync("/api/v2/snapshot");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.DoesNotContain("secret", reply.Text, StringComparison.Ordinal);
        var snapshot = SnapshotText.Read(reply.Text);
        var fleet = new SnapshotFleet(snapshot);
        var shop = fleet.Find("shop");

        Assert.Equal(2, fleet.Views.Count);
        foreach (var (path, told) in new (string, Func<string>)[]
        {
            ("clusters/shop/plan?failed=db1", () => SnapshotFleet.Fails(shop, "db1", 3306)),
            ("clusters/shop/plan?takeover=auto", () => SnapshotFleet.TakesOver(shop)),
            ("clusters/shop/plan?takeover=db4", () => SnapshotFleet.TakesOver(shop, "db4", 3306)),
            ("clusters/other1:3306/plan?failed=other1", () => SnapshotFleet.Fails(fleet.Of("other2", 3306), "other1", 3306)),
            ("analysis", () => fleet.Analysis(view: null)),
            ("analysis?cluster=shop", () => fleet.Analysis(shop)),
        }) Assert.Equal((await host.GetAsync("/api/v2/" + path)).Text, told());

        Assert.Equal(Timeless((await host.GetAsync("/api/v2/instances")).Text), Timeless(fleet.Instances()));
        var there = JsonNode.Parse((await host.GetAsync("/api/v2/clusters/shop")).Text)!;
        var here = JsonNode.Parse(SnapshotFleet.Cluster(shop))!;
        Assert.Equal(there["cluster"]!.ToJsonString(), here["cluster"]!.ToJsonString());
        Assert.Equal(Timeless(there["members"]!.ToJsonString()), Timeless(here["members"]!.ToJsonString()));

        // The test would not see a lost rule if none had an effect.
        Assert.Contains("db2", (await host.GetAsync("/api/v2/clusters/shop/plan?failed=db1")).Text, StringComparison.Ordinal);
        Assert.Equal([new InstanceKey(DatabaseEngine.MySql, "db2", 3306)], shop.Rules.Recovery.IgnoredForPromotion);
        Assert.Contains(fleet.Find("other2").Findings, finding => finding.Code == AnalysisCode.DeadPrimary);
    }

    [Fact]
    public async Task A_snapshot_of_one_cluster_has_no_other()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        await host.AddClusterAsync("other");
        var cluster = Assert.Single(SnapshotText.Read((await host.GetAsync("/api/v2/snapshot?cluster=shop")).Text).Clusters);
        Assert.Equal(("shop", 3), (cluster.Alias, cluster.Members.Count));
        Assert.Contains("clusterHint=nosuch", (await host.GetAsync("/api/v2/snapshot?cluster=nosuch")).Problem(HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_snapshot_is_refused_with_the_reason()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var good = (await host.GetAsync("/api/v2/snapshot")).Text;

        Assert.Contains("is no snapshot", Refused("{}"), StringComparison.Ordinal);
        Assert.Contains("is no snapshot", Refused("[1]"), StringComparison.Ordinal);
        Assert.Contains("is broken", Refused(""), StringComparison.Ordinal);
        Assert.Contains("is broken", Refused(good[..(good.Length / 2)]), StringComparison.Ordinal);
        Assert.Contains("is a snapshot of version 2, and this program reads version 1", Refused(Changed(json => json["version"] = 2)), StringComparison.Ordinal);
        Assert.Contains("of version x", Refused(Changed(json => json["version"] = "x")), StringComparison.Ordinal);
        Assert.Contains("is broken", Refused(Changed(json => json["clusters"] = null)), StringComparison.Ordinal);
        Assert.Contains("is broken", Refused(Changed(json => json["clusters"]![0] = null)), StringComparison.Ordinal);
        Assert.Contains("is broken", Refused(Changed(json => Members(json)[0] = null)), StringComparison.Ordinal);
        Assert.Contains("members", Refused(Changed(json => json["clusters"]![0]!.AsObject().Remove("members"))), StringComparison.Ordinal);
        Assert.Contains("twice", Refused(Changed(json => Members(json).Add(Members(json)[0]!.DeepClone()))), StringComparison.Ordinal);
        Assert.Contains("An address has engine, host and port", Refused(Changed(json => Members(json)[0]!["snapshot"]!["key"]!["port"] = "x")), StringComparison.Ordinal);
        Assert.Contains("is under maintenance", Refused(Changed(json => Members(json)[0]!["inMaintenance"] = true)), StringComparison.Ordinal);

        string Changed(Action<JsonNode> change)
        {
            var json = JsonNode.Parse(good)!;
            change(json);
            return json.ToJsonString();
        }

        static JsonArray Members(JsonNode json) => json["clusters"]![0]!["members"]!.AsArray();

        static string Refused(string text) => Assert.Throws<SnapshotException>(() => SnapshotText.Read(text)).Message;
    }

    // Ages go on between two answers.
    private static string Timeless(string instances)
    {
        var json = JsonNode.Parse(instances)!.AsArray();
        foreach (var instance in json) instance!["freshness"]!.AsObject().Remove("secondsSinceLastSeen");
        return json.ToJsonString();
    }
}
