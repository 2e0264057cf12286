using System.Net;
using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Api.V2;
using Ham4Db.Functions.Tests.Fakes;
using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;

namespace Ham4Db.Functions.Tests.Api.Access;

/// <summary>Roles that hold on some clusters only.</summary>
public sealed class ClusterLimitTests
{
    private static readonly (string, string) Shop = Callers.Bearer(Callers.Operator);
    private static readonly (string, string) OnlyShop = Callers.Bearer(Callers.Viewer);

    [Fact]
    public async Task Hold_where_the_path_names_such_clusters_and_no_others()
    {
        await using var host = await ApiHost.StartAsync(options => options.WithTokens() with
        {
            AccessRoles = new Dictionary<string, string>
            {
                ["token:o"] = "viewer; operator on alias=shop",
                ["token:v"] = "viewer on alias=shop",
                ["token:a"] = "admin",
            },
        });
        foreach (var (name, alias) in new[] { ("db", "shop"), ("pay", "pay") })
        {
            foreach (var key in host.Fleet.AddCluster(name, 2, alias))
                Assert.Equal(HttpStatusCode.OK, (await host.GetAsync($"/api/discover/{key.Host}/{key.Port}", Callers.Bearer(Callers.Admin))).Status);
        }

        await host.ProbeAsync();

        await AssertAsync(host, HttpStatusCode.OK, Shop, "/api/begin-downtime/db2/3306/me/why", "/api/clusters", "/api/cluster/pay", "/api/v2/clusters/pay");
        await AssertAsync(
            host, HttpStatusCode.Forbidden, Shop,
            "/api/begin-downtime/pay2/3306/me/why", "/api/graceful-master-takeover/pay", "/api/graceful-master-takeover/shop/pay2/3306", "/api/ack-all-recoveries?comment=x",
            "/api/discover/new1/3306", "/api/disable-global-recoveries", "/api/forget-cluster/shop", "/api/ack-recovery/cluster/pay?comment=x", "/api/graceful-master-takeover/nosuch");
        await AssertAsync(host, HttpStatusCode.OK, OnlyShop, "/api/cluster/shop", "/api/instance/db1/3306", "/api/v2/clusters/shop", "/api/v2/clusters/db1:3306/plan?failed=db1:3306", "/api/v2/me");
        await AssertAsync(host, HttpStatusCode.Forbidden, OnlyShop, "/api/cluster/pay", "/api/clusters", "/api/instance/pay1/3306", "/api/v2/clusters/pay", "/api/problems", "/api/v2/recoveries?cluster=pay", "/api/v2/events?cluster=pay", "/api/v2/audit", "/api/v2/configuration");

        var me = (await host.GetAsync("/api/v2/me", Shop)).Raw;
        Assert.Equal("viewer", me.GetProperty("role").GetString());
        Assert.Equal("""[{"role":"operator","clusters":["alias=shop"]}]""", me.GetProperty("limited").GetRawText());
    }

    [Fact]
    public async Task Who_may_see_some_clusters_is_shown_these_and_nothing_of_others()
    {
        await using var host = await ApiHost.StartAsync(options => options.WithTokens() with
        {
            AccessRoles = new Dictionary<string, string> { ["token:v"] = "viewer on alias=shop", ["token:a"] = "admin" },
        });
        foreach (var (name, alias) in new[] { ("db", "shop"), ("pay", "pay") })
        {
            foreach (var key in host.Fleet.AddCluster(name, 2, alias)) _ = (await host.GetAsync($"/api/discover/{key.Host}/{key.Port}", Callers.Bearer(Callers.Admin))).Ok;
            await host.ProbeAsync();
            var cluster = await ClusterAsync(host, name + "1");
            await host.Store.SaveRecoveryAsync(new RecoveryRecord { Uid = "recovery-of-" + alias, ClusterId = cluster, ClusterName = alias, Failed = ScriptedFleet.Key(name + "1"), Code = AnalysisCode.DeadPrimary, StartedAt = DateTimeOffset.UtcNow }, ApiHost.Cancellation);
            await host.Service<DurableTaskClient>().ScheduleNewOrchestrationInstanceAsync(
                nameof(DiscoverLater), ScriptedFleet.Key("db9"), new StartOrchestrationOptions("later:" + cluster, DateTimeOffset.UtcNow.AddHours(1)), ApiHost.Cancellation);
        }

        await host.KillAsync(ScriptedFleet.Key("pay1"));
        await host.KillAsync(ScriptedFleet.Key("db1"));
        var (shop, pay) = (await ClusterAsync(host, "db1"), await ClusterAsync(host, "pay1"));
        await host.Store.SaveHeartbeatAsync(shop, new Heartbeat(DateTimeOffset.UtcNow, "near-by"), ApiHost.Cancellation);
        await host.Store.SaveHeartbeatAsync(pay, new Heartbeat(DateTimeOffset.UtcNow, "far-away"), ApiHost.Cancellation);
        foreach (var path in new[] { "clusters", "instances", "instances?problem=true", "analysis", "recoveries", "agents", "work" })
        {
            // All is asked first, and its answer may be kept for who may have it.
            var (all, own) = (await host.GetAsync("/api/v2/" + path, Callers.Bearer(Callers.Admin)), await host.GetAsync("/api/v2/" + path, OnlyShop));
            Assert.True(own.Status == HttpStatusCode.OK, $"{path}: {own.Status} {own.Text}");
            Assert.DoesNotContain("pay", own.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("far-away", own.Text, StringComparison.Ordinal);
            if (path is "agents") continue;
            Assert.Contains(path == "work" ? "far-away" : "pay", all.Text, StringComparison.Ordinal);
            Assert.Contains(path == "work" ? "near-by" : "db1", own.Text, StringComparison.Ordinal);
        }

        var work = (await host.GetAsync("/api/v2/work", OnlyShop)).Raw;
        Assert.Equal(2, work.GetProperty("pending").GetInt32());
        Assert.Equal("later:" + shop, Assert.Single(work.GetProperty("orchestrations").EnumerateArray()).GetProperty("id").GetString());
        Assert.Equal(("near-by", 1), (work.GetProperty("probers")[0].GetProperty("process").GetString(), work.GetProperty("probers").GetArrayLength()));
        Assert.NotEmpty(work.GetProperty("queues").EnumerateArray());
        Assert.False((await host.GetAsync("/api/v2/settings", OnlyShop)).Raw.GetProperty("areRecoveriesDisabled").GetBoolean());

        using var events = await EventReader.StartAsync(host, headers: OnlyShop);
        foreach (var (path, body) in new[] { ("instances/pay2:3306/downtime", """{"owner":"ann","reason":"disk"}"""), ("instances/db2:3306/downtime", """{"owner":"ann","reason":"disk"}"""), ("settings", """{"areRecoveriesDisabled":true}""") })
            _ = (await host.PostAsync("/api/v2/" + path, body, Callers.Bearer(Callers.Admin))).Raw;
        var told = new List<string>();
        while (!told.Contains("settings"))
        {
            var (_, type, data) = await events.NextAsync();
            Assert.DoesNotContain("pay", data.GetRawText(), StringComparison.Ordinal);
            told.Add(type);
        }

        Assert.Contains("decisions", told);
    }

    private static async Task<string> ClusterAsync(ApiHost host, string name) => (await host.Store.FindInstanceAsync(ScriptedFleet.Key(name), ApiHost.Cancellation))!.ClusterId;

    private static async Task AssertAsync(ApiHost host, HttpStatusCode status, (string, string) caller, params string[] paths)
    {
        foreach (var path in paths)
        {
            var reply = await host.GetAsync(path, caller);
            Assert.True(reply.Status == status, $"{path}: {reply.Status} {reply.Text}");
        }
    }
}
