using System.Net;
using System.Net.Sockets;
using Ham4Db.Functions.Api.V2.Events;
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
    public async Task Who_does_not_read_is_cut_off_and_keeps_nobody_else_waiting()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var endpoint = host.Service<EventsEndpoint>();
        endpoint.Patience = TimeSpan.FromSeconds(1);
        using var events = await EventReader.StartAsync(host);
        using var slow = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await slow.ConnectAsync(host.Http.BaseAddress!.Host, host.Http.BaseAddress.Port, ApiHost.Cancellation);
        await slow.SendAsync("GET /api/v2/events HTTP/1.1\r\nHost: ham4db\r\n\r\n"u8.ToArray(), ApiHost.Cancellation);
        await WaitAsync(() => endpoint.Streams == 2);

        // More than the buffers between the two can take.
        for (var i = 0; endpoint.Streams == 2; i++)
        {
            Assert.True(i < 100, "It was not cut off.");
            var type = $"test-{i}";
            for (var j = 0; j < 20; j++) await host.Store.AuditAsync(new AuditRecord(DateTimeOffset.UtcNow, type, "", Instance: null, "ann", new string('x', 20_000)), ApiHost.Cancellation);
            await events.UntilAsync("audit", e => e.GetProperty("type").GetString() == type);
        }

        Assert.Equal(1, endpoint.Streams);
        _ = (await host.PostAsync("/api/v2/pools", """{"name":"last","instances":["db2:3306"]}""")).Raw;
        await events.UntilAsync("pool", e => e.GetProperty("name").GetString() == "last");
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

    private static async Task WaitAsync(Func<bool> condition)
    {
        for (var end = DateTimeOffset.UtcNow.AddSeconds(60); !condition(); await Task.Delay(20, ApiHost.Cancellation))
            Assert.True(DateTimeOffset.UtcNow < end, "It did not become so.");
    }
}
