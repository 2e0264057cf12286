using Ham4Db.Core.Model;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api.Upkeep;

public sealed class CandidateTests
{
    [Fact]
    public async Task Registered_rules_are_listed_and_run_out()
    {
        await using var host = await ApiHost.StartAsync(options => options with { CandidateInstanceExpireMinutes = 30 });
        var keys = await host.AddClusterAsync("db");
        _ = (await host.GetAsync("/api/register-candidate/db3/3306/prefer")).Ok;
        _ = (await host.GetAsync("/api/register-candidate/db2/3306/must_not")).Ok;
        var rules = (await host.GetAsync("/api/bulk-promotion-rules")).Raw;
        Assert.Equal("Hostname Port PromotionRule LastSuggestedString PromotionRuleExpiry", rules[0].Names());
        Assert.Equal("db2:3306=must_not db3:3306=prefer", string.Join(' ', rules.EnumerateArray().Select(r => $"{r.Key()}={r.GetProperty("PromotionRule").GetString()}")));
        var length = DateTime.Parse(rules[0].GetProperty("PromotionRuleExpiry").GetString()!) - DateTime.Parse(rules[0].GetProperty("LastSuggestedString").GetString()!);
        Assert.Equal(TimeSpan.FromMinutes(30), length);

        var clusterId = (await host.Store.FindInstanceAsync(keys[0], ApiHost.Cancellation))!.ClusterId;
        var (state, version) = await host.Store.GetVersionedStateAsync(clusterId, ApiHost.Cancellation);
        var past = new RegisteredPromotionRule(PromotionRule.Prefer, DateTimeOffset.UtcNow);
        state = state with { PromotionRules = new Dictionary<string, RegisteredPromotionRule>(state.PromotionRules) { [FleetTables.RowKey(keys[2])] = past } };
        Assert.True(await host.Store.TrySaveStateAsync(clusterId, state, version, ApiHost.Cancellation));
        Assert.Equal("db2:3306", Assert.Single((await host.GetAsync("/api/bulk-promotion-rules")).Raw.EnumerateArray()).Key());
        Assert.Equal("neutral", (await host.GetAsync("/api/instance/db3/3306")).Raw.GetProperty("PromotionRule").GetString());
    }

    [Fact]
    public async Task All_keys_are_listed_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", replicas: 1);
        await host.AddClusterAsync("app", replicas: 0);
        Assert.Equal("app1:3306 db1:3306 db2:3306", string.Join(' ', (await host.GetAsync("/api/bulk-instances")).Raw.EnumerateArray().Select(k => k.Key())));
        Assert.Equal("[]", (await host.GetAsync("/api/opengauss/bulk-instances")).Raw.GetRawText());
        Assert.Equal("[]", (await host.GetAsync("/api/bulk-promotion-rules")).Raw.GetRawText());
    }

    [Fact]
    public async Task Instances_whose_problems_are_ignored_are_no_problems()
    {
        await using var host = await ApiHost.StartAsync(options => options with { ProblemIgnoreHostnameFilters = ["^db3:"] });
        var keys = await host.AddClusterAsync("db");
        foreach (var key in keys.Skip(1)) host.Fleet[key].IsReceiving = false;
        await host.ProbeAsync();
        Assert.Equal("db2:3306", string.Join(' ', (await host.GetAsync("/api/problems")).Raw.Keys()));
        Assert.Equal("db2:3306", string.Join(' ', (await host.GetAsync("/api/problems/db1:3306")).Raw.Keys()));
    }
}
