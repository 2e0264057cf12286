using System.Net;
using Ham4Db.Functions.Tests.Api.Fixtures;

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
        await AssertAsync(host, HttpStatusCode.Forbidden, OnlyShop, "/api/cluster/pay", "/api/clusters", "/api/instance/pay1/3306", "/api/v2/clusters", "/api/v2/clusters/pay", "/api/problems");

        var me = (await host.GetAsync("/api/v2/me", Shop)).Raw;
        Assert.Equal("viewer", me.GetProperty("role").GetString());
        Assert.Equal("""[{"role":"operator","clusters":["alias=shop"]}]""", me.GetProperty("limited").GetRawText());
    }

    private static async Task AssertAsync(ApiHost host, HttpStatusCode status, (string, string) caller, params string[] paths)
    {
        foreach (var path in paths)
        {
            var reply = await host.GetAsync(path, caller);
            Assert.True(reply.Status == status, $"{path}: {reply.Status} {reply.Text}");
        }
    }
}
