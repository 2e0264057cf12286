using System.Net;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api;

public sealed class DecisionCallTests
{
    [Fact]
    public async Task A_downtime_begins_is_shown_and_ends()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db");
        Assert.Equal("db2:3306", (await host.GetAsync("/api/begin-downtime/db2/3306/ops/disk%2Fraid%20work/2h")).Ok.Key());

        var instance = (await host.GetAsync("/api/instance/db2/3306")).Raw;
        Assert.True(instance.GetProperty("IsDowntimed").GetBoolean());
        Assert.Equal("ops", instance.GetProperty("DowntimeOwner").GetString());
        Assert.Equal("disk/raid work", instance.GetProperty("DowntimeReason").GetString());
        var ends = DateTime.Parse(instance.GetProperty("DowntimeEndTimestamp").GetString()!);
        Assert.InRange(ends - DateTime.UtcNow, TimeSpan.FromMinutes(115), TimeSpan.FromMinutes(121));
        Assert.Equal("db2:3306", string.Join(' ', (await host.GetAsync("/api/downtimed")).Raw.Keys()));
        Assert.Contains("downtimed", (await host.GetAsync("/api/topology/db1:3306")).Ok.GetString(), StringComparison.Ordinal);

        _ = (await host.GetAsync("/api/end-downtime/db2/3306")).Ok;
        Assert.Empty((await host.GetAsync("/api/downtimed")).Raw.EnumerateArray());
        _ = (await host.GetAsync("/api/end-downtime/db2/3306")).Ok;
        var types = (await host.GetAsync("/api/audit")).Raw.EnumerateArray().Select(a => a.GetProperty("AuditType").GetString());
        Assert.Equal("end-downtime begin-downtime discover discover discover", string.Join(' ', types));
    }

    [Fact]
    public async Task A_downtime_without_a_duration_lasts_ten_minutes()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", replicas: 0);
        _ = (await host.GetAsync("/api/begin-downtime/db1/3306/ops/why")).Ok;
        var ends = DateTime.Parse((await host.GetAsync("/api/instance/db1/3306")).Raw.GetProperty("DowntimeEndTimestamp").GetString()!);
        Assert.InRange(ends - DateTime.UtcNow, TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(10.1));
    }

    [Theory]
    [InlineData("prefer", true)]
    [InlineData("neutral", false)]
    [InlineData("prefer_not", false)]
    [InlineData("must_not", false)]
    public async Task A_promotion_rule_is_registered(string rule, bool isCandidate)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", replicas: 0);
        Assert.Equal("db1:3306", (await host.GetAsync($"/api/register-candidate/db1/3306/{rule}")).Ok.Key());
        var instance = (await host.GetAsync("/api/instance/db1/3306")).Raw;
        Assert.Equal((rule, isCandidate), (instance.GetProperty("PromotionRule").GetString(), instance.GetProperty("IsCandidate").GetBoolean()));
    }

    [Fact]
    public async Task The_global_switch_turns_off_and_on()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal("enabled", (await host.GetAsync("/api/check-global-recoveries")).Ok.GetString());
        Assert.Equal("disabled", (await host.GetAsync("/api/disable-global-recoveries")).Ok.GetString());
        Assert.Equal("disabled", (await host.GetAsync("/api/check-global-recoveries")).Ok.GetString());
        Assert.Equal("enabled", (await host.GetAsync("/api/enable-global-recoveries")).Ok.GetString());
        Assert.Equal("enabled", (await host.GetAsync("/api/check-global-recoveries")).Ok.GetString());
    }

    [Fact]
    public async Task An_instance_and_a_cluster_are_forgotten()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db");
        Assert.Equal("db3:3306", (await host.GetAsync("/api/forget/db3/3306")).Ok.Key());
        Assert.Equal("db1:3306 db2:3306", string.Join(' ', (await host.GetAsync("/api/all-instances")).Raw.Keys()));
        _ = (await host.GetAsync("/api/forget-cluster/db1")).Ok;
        Assert.Empty((await host.GetAsync("/api/clusters")).Raw.EnumerateArray());
        Assert.Contains("Unable to determine cluster name", (await host.GetAsync("/api/forget-cluster/db1")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_discovery_that_is_asked_for_later_happens()
    {
        await using var host = await ApiHost.StartAsync();
        host.Fleet.AddCluster("db", replicas: 0);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await host.GetAsync("/api/async-discover/db1/3306")).Ok.ValueKind);
        var deadline = DateTime.UtcNow + TimeSpan.FromSeconds(30);
        while ((await host.GetAsync("/api/all-instances")).Raw.GetArrayLength() == 0)
        {
            Assert.True(DateTime.UtcNow < deadline, "It was not discovered within 30 s.");
            await Task.Delay(20, ApiHost.Cancellation);
        }

        Assert.Equal("db1:3306", (await host.GetAsync("/api/refresh/db1/3306")).Ok.Key());
    }

    [Fact]
    public async Task Where_the_configuration_says_read_only_nothing_changes()
    {
        await using var host = await ApiHost.StartAsync(options => options with { ReadOnly = true });
        Assert.StartsWith("Unauthorized", (await host.GetAsync("/api/disable-global-recoveries")).Error, StringComparison.Ordinal);
        Assert.Equal("enabled", (await host.GetAsync("/api/check-global-recoveries")).Ok.GetString());
    }

    [Fact]
    public async Task A_change_can_be_posted()
    {
        await using var host = await ApiHost.StartAsync();
        Assert.Equal("disabled", (await host.SendAsync(HttpMethod.Post, "/api/disable-global-recoveries")).Ok.GetString());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_cannot_change_anything(string header, string value)
    {
        await using var host = await ApiHost.StartAsync();
        var reply = await host.GetAsync("/api/disable-global-recoveries", (header, value));
        Assert.Equal((HttpStatusCode.Forbidden, "ERROR"), (reply.Status, reply.Code));
        Assert.Equal("enabled", (await host.GetAsync("/api/check-global-recoveries", (header, value))).Ok.GetString());
    }

    [Fact]
    public async Task A_page_of_this_site_can()
    {
        await using var host = await ApiHost.StartAsync();
        var own = host.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.Equal("disabled", (await host.GetAsync("/api/disable-global-recoveries", ("Sec-Fetch-Site", "same-origin"))).Ok.GetString());
        Assert.Equal("enabled", (await host.GetAsync("/api/enable-global-recoveries", ("Sec-Fetch-Site", "none"))).Ok.GetString());
        Assert.Equal("disabled", (await host.GetAsync("/api/disable-global-recoveries", ("Origin", own))).Ok.GetString());
    }

    [Theory]
    [InlineData("alice@host", "", "alice@host")]
    [InlineData("", "", "api")]
    [InlineData("a b", "", "api")]
    [InlineData("alice", "203.0.113.7", "api")]
    public async Task The_audit_names_who_asked_where_that_is_known(string header, string forwardedFor, string actor)
    {
        await using var host = await ApiHost.StartAsync();
        (string, string)[] headers = forwardedFor.Length == 0 ? [("X-Ham4Db-Actor", header)] : [("X-Ham4Db-Actor", header), ("X-Forwarded-For", forwardedFor)];
        _ = (await host.GetAsync("/api/disable-global-recoveries", headers)).Ok;
        Assert.EndsWith($"({actor})", (await host.GetAsync("/api/audit")).Raw[0].GetProperty("Message").GetString(), StringComparison.Ordinal);
    }
}
