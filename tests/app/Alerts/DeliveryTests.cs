using System.Net;
using System.Text;
using System.Text.Json;
using Ham4Db.Functions.Alerts.Delivery;
using Ham4Db.Functions.Configuration;
using Ham4Db.Functions.Tests.Alerts.Fixtures;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;

namespace Ham4Db.Functions.Tests.Alerts;

/// <summary>Events on their way to receivers that are well, slow, failing or redirecting.</summary>
public sealed class DeliveryTests
{
    [Fact]
    public async Task A_failover_is_told_signed_and_its_delivery_is_in_the_timeline()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await StartAsync(Hooks.Endpoint(receiver, "ops", "post-failover"), Hooks.Endpoint(receiver, "other", "detection"));
        var uid = await FailOverAsync(host);
        var told = Assert.Single(await receiver.UntilAsync(1));
        Assert.Equal(($"{uid}-post-primary-failover", "io.ham4db.post-primary-failover"), (told.Id, told.Type));
        var data = told.Data;
        Assert.Equal(("db1", 3306, "db2", "shop"), (Text(data, "failedHost"), data.GetProperty("failedPort").GetInt32(), Text(data, "successorHost"), Text(data, "failureClusterAlias")));
        Assert.Equal(("DeadMaster", "master", true, uid), (Text(data, "failureType"), Text(data, "instanceType"), data.GetProperty("isSuccessful").GetBoolean(), Text(data, "recoveryUID")));
        Assert.Equal(["db2:3306", "db3:3306"], data.GetProperty("replicaHosts").EnumerateArray().Select(r => r.GetString()!).Order());
        var headers = new HeaderDictionary();
        foreach (var name in new[] { "webhook-id", "webhook-timestamp", "webhook-signature" }) headers[name] = told.Headers[name];
        new StandardWebhook(Hooks.Secret).Verify(told.Text, headers);

        await UntilAsync(async () => (await StepAsync(host, uid, "tell-ops")) is { } step && step.GetProperty("endedAt").ValueKind == JsonValueKind.String);
        Assert.Equal("", Text((await StepAsync(host, uid, "tell-ops"))!.Value, "error"));
        Assert.Empty(await host.Store.GetQueuedDeliveriesAsync(ApiHost.Cancellation).ToListAsync(ApiHost.Cancellation));
        Assert.Empty((await host.Store.GetStateAsync(await ClusterAsync(host), ApiHost.Cancellation)).Outbox);
        Assert.Contains("ham4db_webhook_seconds_count{endpoint=\"ops\",taken=\"yes\"} 1", (await host.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_fails_is_asked_again_with_the_same_id()
    {
        await using var receiver = await Receiver.StartAsync((context, count) => Receiver.StatusAsync(context, count < 3 ? 500 : 204));
        await using var host = await StartAsync(Hooks.Endpoint(receiver));
        var uid = await FailOverAsync(host);
        var told = await receiver.UntilAsync(3);
        Assert.Equal([$"{uid}-post-primary-failover"], told.Select(t => t.Id).Distinct());
        Assert.Single(told.Select(t => t.Text).Distinct());
        await UntilAsync(async () => await host.Store.GetQueuedDeliveriesAsync(ApiHost.Cancellation).CountAsync(ApiHost.Cancellation) == 0);
        Assert.Contains("(3 attempts)", Text((await StepAsync(host, uid, "tell-ops"))!.Value, "message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_given_up_is_listed_and_replayed_with_the_id_that_it_had()
    {
        var isBroken = true;
        await using var receiver = await Receiver.StartAsync((context, _) => Receiver.StatusAsync(context, isBroken ? 503 : 200));
        await using var host = await StartAsync(Hooks.Endpoint(receiver) with { MaxAttempts = 2 });
        var uid = await FailOverAsync(host);
        await UntilAsync(async () => (await host.GetAsync("/api/v2/webhook-deliveries")).Raw.GetArrayLength() == 1);
        var dead = (await host.GetAsync("/api/v2/webhook-deliveries?status=dead")).Raw[0];
        Assert.Equal(("ops", $"{uid}-post-primary-failover", 2, "it answered 503"), (Text(dead, "endpoint"), Text(dead, "eventId"), dead.GetProperty("attempts").GetInt32(), Text(dead, "problem")));
        Assert.Equal("It was given up: it answered 503.", Text((await StepAsync(host, uid, "tell-ops"))!.Value, "error"));
        Assert.Equal(1, (await host.GetAsync("/api/v2/webhooks")).Raw[0].GetProperty("dead").GetInt32());
        var metrics = (await host.GetAsync("/metrics")).Text;
        Assert.Contains("ham4db_webhooks{endpoint=\"ops\",status=\"dead\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("ham4db_webhooks_given_up_total{endpoint=\"ops\"} 1", metrics, StringComparison.Ordinal);

        isBroken = false;
        var id = Text(dead, "id");
        Assert.Equal(id, (await host.SendAsync(HttpMethod.Post, $"/api/v2/webhook-deliveries/{id}/replay")).Raw.GetProperty("replayed")[0].GetString());
        var told = await receiver.UntilAsync(3);
        Assert.Single(told.Select(t => t.Id).Distinct());
        await UntilAsync(async () => Text((await StepAsync(host, uid, "tell-ops"))!.Value, "error").Length == 0);
        _ = (await host.SendAsync(HttpMethod.Post, $"/api/v2/webhook-deliveries/{id}/replay")).Problem(HttpStatusCode.NotFound);
        Assert.Equal(0, (await host.SendAsync(HttpMethod.Post, "/api/v2/webhook-deliveries/replay")).Raw.GetProperty("replayed").GetArrayLength());
        _ = (await host.SendAsync(HttpMethod.Post, "/api/v2/webhook-deliveries/replay?endpoint=nobody")).Problem(HttpStatusCode.NotFound);
        Assert.Contains("queued, dead", (await host.GetAsync("/api/v2/webhook-deliveries?status=lost")).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var other = await Receiver.StartAsync();
        await using var receiver = await Receiver.StartAsync((context, _) =>
        {
            context.Response.Headers.Location = other.Url;
            return Receiver.StatusAsync(context, 307);
        });
        await using var host = await StartAsync(Hooks.Endpoint(receiver) with { MaxAttempts = 1 });
        await FailOverAsync(host);
        await UntilAsync(async () => (await host.GetAsync("/api/v2/webhook-deliveries")).Raw.GetArrayLength() == 1);
        Assert.Equal("it answered 307, which is not followed", Text((await host.GetAsync("/api/v2/webhook-deliveries")).Raw[0], "problem"));
        Assert.Empty(other.All);
    }

    [Fact]
    public async Task A_slow_receiver_is_given_up_on_and_delays_nobody()
    {
        await using var slow = await Receiver.StartAsync(async (context, _) => await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        await using var quick = await Receiver.StartAsync();
        await using var host = await StartAsync(Hooks.Endpoint(slow, "slow") with { TimeoutSeconds = 2, MaxAttempts = 1 }, Hooks.Endpoint(quick, "quick"));
        await FailOverAsync(host);
        await quick.UntilAsync(1);
        await UntilAsync(async () => (await host.GetAsync("/api/v2/webhook-deliveries")).Raw.GetArrayLength() == 1);
        Assert.Equal("it did not answer within 2 s", Text((await host.GetAsync("/api/v2/webhook-deliveries")).Raw[0], "problem"));
        Assert.Single(quick.All);
    }

    [Fact]
    public async Task A_webhook_can_be_tried()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await StartAsync(Hooks.Endpoint(receiver, "ops", "post-failover"));
        Assert.Equal(1, (await host.SendAsync(HttpMethod.Post, "/api/v2/webhooks/ops/test")).Raw.GetProperty("replayed").GetArrayLength());
        Assert.Equal("io.ham4db.test", (await receiver.UntilAsync(1))[0].Type);
        Assert.Contains("there are: ops", (await host.SendAsync(HttpMethod.Post, "/api/v2/webhooks/nobody/test")).Problem(HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_configured_any_more_is_given_up()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var host = await StartAsync(Hooks.Endpoint(receiver));
        await host.Store.QueueDeliveryAsync(new WebhookDelivery("gone", Hooks.Event()) { DueAt = DateTimeOffset.UtcNow }, ApiHost.Cancellation);
        await UntilAsync(async () => (await host.GetAsync("/api/v2/webhook-deliveries")).Raw.GetArrayLength() == 1);
        Assert.Equal("it is not configured any more", Text((await host.GetAsync("/api/v2/webhook-deliveries")).Raw[0], "problem"));
    }

    [Fact]
    public async Task Nothing_that_is_kept_or_answered_holds_a_secret()
    {
        await using var receiver = await Receiver.StartAsync((context, _) => Receiver.StatusAsync(context, 500));
        var planted = Hooks.Endpoint(receiver) with { MaxAttempts = 1, RoutingKey = "planted-routing", Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer planted-header" } };
        await using var host = await StartAsync(planted, planted with { Name = "nowhere", Url = "http://127.0.0.1:1/secret-path" });
        await FailOverAsync(host);
        await UntilAsync(async () => (await host.GetAsync("/api/v2/webhook-deliveries")).Raw.GetArrayLength() == 2);
        Assert.Equal("Bearer planted-header", receiver.All[0].Headers["Authorization"]);
        var written = new StringBuilder();
        foreach (var path in new[] { "webhooks", "webhook-deliveries", "configuration", "recoveries" }) written.Append((await host.GetAsync($"/api/v2/{path}")).Text);
        foreach (var path in new[] { "/api/audit", "/metrics", "/api/audit-recovery" }) written.Append((await host.GetAsync(path)).Text);
        foreach (var file in Directory.EnumerateFiles(host.Service<Ham4DbOptions>().DataFolder, "*.db*", SearchOption.AllDirectories)) written.Append(Encoding.Latin1.GetString(await ReadAsync(file)));
        Assert.Contains("it answered 500", written.ToString(), StringComparison.Ordinal);
        foreach (var secret in new[] { "planted-routing", "planted-header", "secret-path", Hooks.Secret["whsec_".Length..] }) Assert.DoesNotContain(secret, written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leads_to_a_metadata_address_is_not_called()
    {
        using var sender = new WebhookSender(TimeProvider.System);
        var endpoint = new WebhookEndpoint { Name = "evil", Url = "http://[::ffff:169.254.169.254]/latest", TimeoutSeconds = 1 };
        var answer = await sender.SendAsync(endpoint, Hooks.Event(), ApiHost.Cancellation);
        Assert.Contains("a link-local address, which is not called", answer.Problem, StringComparison.Ordinal);
    }

    internal static Task<ApiHost> StartAsync(params WebhookEndpoint[] endpoints) => ApiHost.StartAsync(options => options with { Webhooks = endpoints });

    internal static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await condition())
        {
            Assert.False(limit.IsCancellationRequested, "It did not come to that.");
            await Task.Delay(20, ApiHost.Cancellation);
        }
    }

    internal static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    internal static async Task<JsonElement?> StepAsync(ApiHost host, string uid, string step) =>
        (await host.GetAsync($"/api/v2/recoveries/{uid}")).Raw.GetProperty("steps").EnumerateArray().Where(s => Text(s, "step") == step).Select(s => (JsonElement?)s).FirstOrDefault();

    internal static async Task<string> ClusterAsync(ApiHost host) => (await host.Store.GetDirectoryAsync(ApiHost.Cancellation)).First().ClusterId;

    private static async Task<string> FailOverAsync(ApiHost host)
    {
        var keys = await host.AddClusterAsync("db", alias: "shop");
        await host.KillAsync(keys[0]);
        Assert.Equal("db2:3306", (await host.GetAsync("/api/recover/db1/3306")).Ok.Key());
        return Text((await host.GetAsync("/api/v2/recoveries")).Raw[0], "uid");
    }

    // The databases are open meanwhile.
    private static async Task<byte[]> ReadAsync(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, ApiHost.Cancellation);
        return copy.ToArray();
    }
}
