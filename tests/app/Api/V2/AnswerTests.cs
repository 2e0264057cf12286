using System.Text.Json;
using Ham4Db.Core.Analysis;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Fakes;

namespace Ham4Db.Functions.Tests.Api.V2;

/// <summary>What is told of what is being done about a cluster.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task What_is_being_done_about_a_dead_primary_is_told_and_why_nothing_is()
    {
        await using var host = await ApiHost.StartAsync(options => options with { RecoverMasterClusterFilters = ["alias=shop"] });
        foreach (var name in new[] { "db", "pay" }) await host.AddClusterAsync(name, alias: name == "db" ? "shop" : name);
        Assert.Empty(await AnswersAsync(host, "shop"));
        foreach (var name in new[] { "db1", "pay1" }) await host.KillAsync(ScriptedFleet.Key(name));

        Assert.Equal(("deadPrimary", "begins", ""), await AnswerAsync(host, "shop"));
        Assert.Equal(("deadPrimary", "byHand", "No filter in RecoverMasterClusterFilters fits this cluster."), await AnswerAsync(host, "pay"));

        var (id, now) = ((await host.Store.FindInstanceAsync(ScriptedFleet.Key("db1"), ApiHost.Cancellation))!.ClusterId, DateTimeOffset.UtcNow);
        var block = new BlockedRecovery(ScriptedFleet.Key("db1"), AnalysisCode.DeadPrimary, "Somebody looks at the last one.", "", now, now.AddHours(1));
        await ChangeAsync(host, id, state => state with { Block = block });
        Assert.Equal(("deadPrimary", "heldBack", block.Reason), await AnswerAsync(host, "shop"));
        await ChangeAsync(host, id, state => state with { Block = block with { Until = now.AddSeconds(-1) } });
        Assert.Equal(("deadPrimary", "begins", ""), await AnswerAsync(host, "shop"));
        await ChangeAsync(host, id, state => state with { AreRecoveriesDisabled = true });
        Assert.Equal(("deadPrimary", "byHand", "Automatic recoveries are switched off for this cluster."), await AnswerAsync(host, "shop"));
        await ChangeAsync(host, id, state => state with { ActiveRecovery = new RecoveryRecord { Uid = "one", ClusterId = id, Failed = ScriptedFleet.Key("db1"), StartedAt = now } });
        Assert.Equal(("deadPrimary", "runs", ""), await AnswerAsync(host, "shop"));
    }

    [Fact]
    public async Task A_cluster_that_nobody_probes_is_told_to_be_old()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        Assert.False((await ClusterAsync(host, "shop")).GetProperty("isStale").GetBoolean());
        var (id, then) = ((await host.Store.FindInstanceAsync(ScriptedFleet.Key("db1"), ApiHost.Cancellation))!.ClusterId, DateTimeOffset.UtcNow.AddHours(-1));
        await host.Store.SaveMembersAsync(id, [.. (await host.Store.GetMembersAsync(id, ApiHost.Cancellation)).Select(member => member with { LastChecked = then })], ApiHost.Cancellation);
        // The heartbeat alone says that all is as it was.
        Assert.False((await ClusterAsync(host, "shop")).GetProperty("isStale").GetBoolean());
        await host.Store.SaveHeartbeatAsync(id, new Heartbeat(then, "test"), ApiHost.Cancellation);
        Assert.True((await ClusterAsync(host, "shop")).GetProperty("isStale").GetBoolean());
        await host.ProbeAsync();
        Assert.False((await ClusterAsync(host, "shop")).GetProperty("isStale").GetBoolean());
    }

    private static async Task ChangeAsync(ApiHost host, string id, Func<ClusterState, ClusterState> change)
    {
        var (state, version) = await host.Store.GetVersionedStateAsync(id, ApiHost.Cancellation);
        Assert.True(await host.Store.TrySaveStateAsync(id, change(state), version, ApiHost.Cancellation));
    }

    private static async Task<JsonElement> ClusterAsync(ApiHost host, string alias) =>
        Assert.Single((await host.GetAsync("/api/v2/clusters")).Raw.EnumerateArray(), cluster => cluster.GetProperty("alias").GetString() == alias);

    private static async Task<List<JsonElement>> AnswersAsync(ApiHost host, string alias) => [.. (await ClusterAsync(host, alias)).GetProperty("answers").EnumerateArray()];

    private static async Task<(string? Kind, string? State, string? Reason)> AnswerAsync(ApiHost host, string alias)
    {
        var answer = Assert.Single(await AnswersAsync(host, alias));
        return (answer.GetProperty("kind").GetString(), answer.GetProperty("state").GetString(), answer.GetProperty("reason").GetString());
    }
}
