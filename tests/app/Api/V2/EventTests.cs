using System.Net;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Storage;

namespace Ham4Db.Functions.Tests.Api.V2;

/// <summary>Live changes.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task A_takeover_can_be_watched_step_by_step()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        using var events = await EventReader.StartAsync(host);
        var uid = (await host.PostAsync("/api/v2/clusters/shop/takeover?wait=60", """{"to":"db2:3306"}""")).Raw.GetProperty("uid").GetString();
        await events.UntilAsync("recovery", e => e.GetProperty("uid").GetString() == uid && e.GetProperty("status").GetString() == "succeeded");
    }

    [Fact]
    public async Task Decisions_settings_and_who_made_them_are_told()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        using var events = await EventReader.StartAsync(host);
        _ = (await host.PostAsync("/api/v2/instances/db2:3306/downtime", """{"owner":"ann","reason":"disk"}""")).Raw;
        var decisions = await events.UntilAsync("decisions", e => e.GetProperty("downtimes").GetArrayLength() == 1);
        Assert.Equal("disk", decisions.Data.GetProperty("downtimes")[0].GetProperty("reason").GetString());
        Assert.Equal("begin-downtime", (await events.UntilAsync("audit")).Data.GetProperty("type").GetString());
        _ = (await host.PostAsync("/api/v2/settings", """{"areRecoveriesDisabled":true}""")).Raw;
        Assert.True((await events.UntilAsync("settings")).Data.GetProperty("areRecoveriesDisabled").GetBoolean());
        _ = (await host.PostAsync("/api/v2/instances/db2:3306/tags", """{"name":"rack","value":"r1"}""")).Raw;
        Assert.Equal("r1", (await events.UntilAsync("tag")).Data.GetProperty("value").GetString());
    }

    [Fact]
    public async Task Who_comes_back_is_told_what_they_missed_and_who_missed_too_much_is_told_that()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        string last;
        using (var events = await EventReader.StartAsync(host))
        {
            _ = (await host.PostAsync("/api/v2/pools", """{"name":"one","instances":["db2:3306"]}""")).Raw;
            last = (await events.UntilAsync("pool")).Id;
        }

        _ = (await host.PostAsync("/api/v2/pools", """{"name":"two","instances":["db3:3306"]}""")).Raw;
        using (var events = await EventReader.StartAsync(host, lastId: last))
            Assert.Equal("two", (await events.UntilAsync("pool")).Data.GetProperty("name").GetString());
        using (var events = await EventReader.StartAsync(host, "?after=" + last))
            Assert.Equal("two", (await events.UntilAsync("pool")).Data.GetProperty("name").GetString());
        using (var events = await EventReader.StartAsync(host, lastId: "999999999"))
            Assert.Equal("reset", (await events.NextAsync()).Type);
        Assert.Contains("'x' is no id of an event", (await host.GetAsync("/api/v2/events?after=x")).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_process_writes_is_told_too()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        using var events = await EventReader.StartAsync(host);
        await using var other = new SqliteTableStore(Path.Combine(host.Service<Ham4DbOptions>().DataFolder, "fleet.db"));
        await new FleetStore(other).SaveGlobalSwitchAsync(new GlobalSwitch(AreRecoveriesDisabled: true, "another process", DateTimeOffset.UtcNow), ApiHost.Cancellation);
        Assert.Equal("another process", (await events.UntilAsync("settings")).Data.GetProperty("changedBy").GetString());
        Assert.True((await host.GetAsync("/api/v2/settings")).Raw.GetProperty("areRecoveriesDisabled").GetBoolean());
    }

    [Fact]
    public async Task Events_can_be_narrowed_to_a_cluster()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        await host.AddClusterAsync("pay", alias: "pay");
        using var events = await EventReader.StartAsync(host, "?cluster=pay");
        _ = (await host.PostAsync("/api/v2/instances/db2:3306/downtime", """{"reason":"disk"}""")).Raw;
        _ = (await host.PostAsync("/api/v2/instances/pay2:3306/downtime", """{"reason":"cable"}""")).Raw;
        Assert.Equal("cable", (await events.UntilAsync("decisions")).Data.GetProperty("downtimes")[0].GetProperty("reason").GetString());
        Assert.Contains("clusterHint=nosuch", (await host.GetAsync("/api/v2/events?cluster=nosuch")).Problem(HttpStatusCode.NotFound), StringComparison.Ordinal);
    }
}
