using Ham4Db.Core.Analysis;
using Ham4Db.Core.Model;
using Ham4Db.Core.Planning;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Tests.Alerts.Fixtures;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Runtime.DurableTask.Client;
using Microsoft.AspNetCore.Http;

namespace Ham4Db.Functions.Tests.Alerts;

/// <summary>Webhooks that are asked before anything is changed.</summary>
public sealed class AskTests
{
    [Theory]
    [InlineData(200, """{"allow": false, "reason": "backup \u001b[2J runs"}""", "backup [2J runs")]
    [InlineData(409, """{"reason": "change freeze"}""", "change freeze")]
    [InlineData(403, "nothing in JSON", "it answered 403")]
    [InlineData(200, """{"allow": false}""", "it gave no reason")]
    public async Task A_veto_stops_a_failover_before_anything_is_changed_and_its_reason_is_shown(int status, string answer, string reason)
    {
        await using var receiver = await Receiver.StartAsync(async (context, _) =>
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(answer);
        });
        await using var after = await Receiver.StartAsync();
        await using var host = await DeliveryTests.StartAsync(Hooks.Endpoint(receiver, "gate", "pre-failover"), Hooks.Endpoint(after));
        var keys = await host.AddClusterAsync("db", alias: "shop");
        await host.KillAsync(keys[0]);
        Assert.Contains($"The webhook gate refused it: {reason}", (await host.GetAsync("/api/recover/db1/3306")).Error, StringComparison.Ordinal);
        AssertUntouched(host, keys);
        var recovery = (await host.GetAsync("/api/v2/recoveries")).Raw[0];
        Assert.Equal(("failed", $"The webhook gate refused it: {reason}"), (recovery.GetProperty("status").GetString(), recovery.GetProperty("errors")[0].GetString()));
        var step = (await DeliveryTests.StepAsync(host, DeliveryTests.Text(recovery, "uid"), "ask-gate"))!.Value;
        Assert.Contains(reason, DeliveryTests.Text(step, "error"), StringComparison.Ordinal);
        var asked = Assert.Single(receiver.All);
        Assert.Equal("io.ham4db.pre-failover", asked.Type);
        Assert.Equal("io.ham4db.post-unsuccessful-failover", (await after.UntilAsync(1))[0].Type);
        Assert.Contains(reason, after.All[0].Data.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failover_that_is_vetoed_again_and_again_is_told_once_for_each_trouble_and_reason()
    {
        var reason = "change freeze";
        await using var gate = await Receiver.StartAsync(async (context, _) =>
        {
            context.Response.StatusCode = 409;
            await context.Response.WriteAsync($$"""{"reason":"{{reason}}"}""");
        });
        await using var after = await Receiver.StartAsync();
        await using var host = await ApiHost.StartAsync(o => o with { RecoveryPeriodBlockSeconds = 0, Webhooks = [Hooks.Endpoint(gate, "gate", "pre-failover"), Hooks.Endpoint(after, "ops", "post-unsuccessful-failover")] });
        var keys = await host.AddClusterAsync("db", alias: "shop");
        await host.KillAsync(keys[0]);
        var noticed = DateTimeOffset.UtcNow;

        await FailOverAsync(host, keys, noticed);
        await after.UntilAsync(1);
        await FailOverAsync(host, keys, noticed);
        await FailOverAsync(host, keys, noticed);
        reason = "backup runs";
        await FailOverAsync(host, keys, noticed);
        await after.UntilAsync(2);
        await FailOverAsync(host, keys, noticed);
        await FailOverAsync(host, keys, noticed.AddMinutes(5));
        await after.UntilAsync(3);
        // Whoever has seen it wants to know that it goes on.
        _ = (await host.GetAsync("/api/ack-all-recoveries?comment=seen")).Ok;
        await FailOverAsync(host, keys, noticed.AddMinutes(5));
        await after.UntilAsync(4);
        // Deliveries keep their order no better than the net does: what was told is told when nothing waits any more.
        await DeliveryTests.UntilAsync(async () => await host.Store.GetQueuedDeliveriesAsync(ApiHost.Cancellation).CountAsync(ApiHost.Cancellation) == 0);

        Assert.Equal(7, gate.All.Count);
        Assert.Equal(
            ["backup runs", "backup runs", "backup runs", "change freeze"],
            after.All.Select(told => told.Data.GetProperty("errors")[0].GetString()!.Split(": ")[1]).Order());
        AssertUntouched(host, keys);
    }

    [Fact]
    public async Task A_recovery_that_was_left_open_is_told_of_when_the_next_takes_its_place()
    {
        await using var after = await Receiver.StartAsync();
        await using var host = await DeliveryTests.StartAsync(Hooks.Endpoint(after, "ops", "post-unsuccessful-failover"));
        var keys = await host.AddClusterAsync("db", alias: "shop");
        var id = await DeliveryTests.ClusterAsync(host);
        // As a deployment leaves it that is lost.
        var left = new RecoveryRecord { Uid = "left", ClusterId = id, ClusterName = "db1:3306", ClusterAlias = "shop", Epoch = 7, Kind = RecoveryKind.DeadPrimary, Failed = keys[0], StartedAt = DateTimeOffset.UtcNow.AddHours(-1) };
        var (state, version) = await host.Store.GetVersionedStateAsync(id, ApiHost.Cancellation);
        Assert.True(await host.Store.TrySaveStateAsync(id, state with { Epoch = 7, ActiveRecovery = left }, version, ApiHost.Cancellation));
        await host.KillAsync(keys[0]);
        Assert.Equal("db2:3306", (await host.GetAsync("/api/recover/db1/3306")).Ok.Key());
        var told = Assert.Single(await after.UntilAsync(1));
        Assert.Equal(("left-post-unsuccessful-failover", "left"), (told.Id, DeliveryTests.Text(told.Data, "recoveryUID")));
        Assert.StartsWith("It was left open", told.Data.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("")]
    [InlineData("""{"allow": true}""")]
    [InlineData("""["allow"]""")]
    public async Task An_answer_that_is_no_veto_lets_it_go_on(string answer)
    {
        await using var receiver = await Receiver.StartAsync((context, _) => context.Response.WriteAsync(answer));
        await using var host = await DeliveryTests.StartAsync(Hooks.Endpoint(receiver, "gate", "pre-failover"));
        var keys = await host.AddClusterAsync("db", alias: "shop");
        await host.KillAsync(keys[0]);
        Assert.Equal("db2:3306", (await host.GetAsync("/api/recover/db1/3306")).Ok.Key());
        Assert.Single(receiver.All);
    }

    [Theory]
    [InlineData("refuse", 500)]
    [InlineData("refuse", 0)]
    [InlineData("allow", 500)]
    [InlineData("allow", 0)]
    public async Task Whom_nobody_can_ask_refuses_or_does_not_as_it_is_configured(string onError, int status)
    {
        await using var receiver = await Receiver.StartAsync(async (context, _) =>
        {
            if (status == 0) await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            else await Receiver.StatusAsync(context, status);
        });
        await using var host = await DeliveryTests.StartAsync(Hooks.Endpoint(receiver, "gate", "pre-failover") with { OnError = onError, TimeoutSeconds = 1 });
        var keys = await host.AddClusterAsync("db", alias: "shop");
        await host.KillAsync(keys[0]);
        var reply = await host.GetAsync("/api/recover/db1/3306");
        if (onError == "allow")
        {
            Assert.Equal("db2:3306", reply.Ok.Key());
            return;
        }

        Assert.Contains($"could not be asked, and nothing is done without it: {(status == 0 ? "it did not answer within 1 s" : "it answered 500")}", reply.Error, StringComparison.Ordinal);
        AssertUntouched(host, keys);
    }

    [Fact]
    public async Task A_planned_takeover_asks_when_its_successor_is_known_and_a_veto_leaves_the_primary_as_it_is()
    {
        var isAllowed = false;
        await using var receiver = await Receiver.StartAsync((context, _) => context.Response.WriteAsync(isAllowed ? "" : """{"allow":false,"reason":"not now"}"""));
        await using var host = await DeliveryTests.StartAsync(Hooks.Endpoint(receiver, "gate", "pre-graceful-takeover"));
        var keys = await host.AddClusterAsync("db", alias: "shop");
        Assert.Contains("not now", (await host.GetAsync("/api/graceful-master-takeover/shop/db3/3306")).Error, StringComparison.Ordinal);
        AssertUntouched(host, keys);
        Assert.Equal(("graceful-master-takeover", "db3"), (DeliveryTests.Text(receiver.All[0].Data, "command"), DeliveryTests.Text(receiver.All[0].Data, "successorHost")));
        isAllowed = true;
        Assert.Equal("db3:3306", (await host.GetAsync("/api/graceful-master-takeover/shop/db3/3306")).Ok.GetProperty("SuccessorKey").Key());
        Assert.Equal(2, receiver.All.Select(r => r.Id).Distinct().Count());
    }

    [Fact]
    public async Task Others_clusters_are_not_asked_about()
    {
        await using var receiver = await Receiver.StartAsync((context, _) => Receiver.StatusAsync(context, 403));
        await using var host = await DeliveryTests.StartAsync(Hooks.Endpoint(receiver, "gate", "pre-failover") with { Clusters = ["alias=blog"] });
        var keys = await host.AddClusterAsync("db", alias: "shop");
        await host.KillAsync(keys[0]);
        Assert.Equal("db2:3306", (await host.GetAsync("/api/recover/db1/3306")).Ok.Key());
        Assert.Empty(receiver.All);
    }

    [Fact]
    public async Task Who_takes_the_place_of_an_intermediate_asks_before_and_tells_after()
    {
        var isAllowed = false;
        await using var receiver = await Receiver.StartAsync((context, _) => context.Response.WriteAsync(isAllowed ? "" : """{"allow":false,"reason":"not now"}"""));
        await using var host = await DeliveryTests.StartAsync(Hooks.Endpoint(receiver, "gate", "pre-take-primary", "post-take-primary"));
        var keys = await host.AddClusterAsync("db", alias: "shop");
        host.Fleet[keys[2]].Source = keys[1];
        await host.ProbeAsync();
        var refused = await host.GetAsync("/api/take-master/db3/3306");
        Assert.Contains("The webhook gate refused it: not now", refused.Text, StringComparison.Ordinal);
        Assert.Equal(keys[1], host.Fleet[keys[2]].Source);
        isAllowed = true;
        _ = (await host.GetAsync("/api/take-master/db3/3306")).Ok;
        Assert.Equal((keys[2], keys[0]), (host.Fleet[keys[1]].Source, host.Fleet[keys[2]].Source));
        var told = await receiver.UntilAsync(3);
        Assert.Equal(["io.ham4db.pre-take-primary", "io.ham4db.pre-take-primary", "io.ham4db.post-take-primary"], told.Select(t => t.Type));
        Assert.Equal(("db2", "db3", "take-master"), (DeliveryTests.Text(told[2].Data, "failedHost"), DeliveryTests.Text(told[2].Data, "successorHost"), DeliveryTests.Text(told[2].Data, "command")));
    }

    // As the watch asks for it.
    private static async Task FailOverAsync(ApiHost host, IReadOnlyList<InstanceKey> keys, DateTimeOffset noticed)
    {
        var request = new RecoveryRequest
        {
            ClusterId = await DeliveryTests.ClusterAsync(host),
            ClusterName = "db1:3306",
            ClusterAlias = "shop",
            Kind = RecoveryKind.DeadPrimary,
            Code = AnalysisCode.DeadPrimary,
            Primary = keys[0],
            SeenBy = Evidence.ThisProcess,
            NoticedAt = noticed,
        };
        var client = host.Service<DurableTaskClient>();
        var id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(RecoverCluster), request, cancellation: ApiHost.Cancellation);
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, ApiHost.Cancellation);
        Assert.Contains("refused it", Assert.Single(ended.ReadOutputAs<RecoveryOutcome>()!.Errors), StringComparison.Ordinal);
    }

    private static void AssertUntouched(ApiHost host, IReadOnlyList<InstanceKey> keys)
    {
        Assert.Equal([false, true, true], keys.Select(key => host.Fleet[key].IsReadOnly));
        Assert.All(keys.Skip(1), key => Assert.Equal((keys[0], true), (host.Fleet[key].Source!.Value, host.Fleet[key].IsReceiving)));
    }
}
