using System.Net;
using Ham4Db.Functions.Api.V2.Calls;
using Ham4Db.Functions.Clusters;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Upkeep.Purging;

namespace Ham4Db.Functions.Tests.Api.V2;

/// <summary>Asked twice, done once.</summary>
public sealed class IdempotencyTests
{
    private const string Operations = "/api/v2/clusters/shop/operations";
    private const string Relocate = """{"kind":"relocate","instance":"db3:3306","below":"db2:3306"}""";

    [Fact]
    public async Task An_operation_that_is_asked_for_again_with_the_same_key_is_the_same_one_while_it_runs_and_after_its_end()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var release = OperationResourceTests.Hold(host, out var reached);
        var replies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => host.PostAsync(Operations, Relocate, Key("k1"))));
        Assert.All(replies, reply => Assert.Equal(HttpStatusCode.Accepted, reply.Status));
        var uid = Assert.Single(replies.Select(reply => reply.Json.GetProperty("uid").GetString()).Distinct());
        Assert.Equal(3, replies.Count(reply => reply.Headers.ContainsKey(RepeatedAnswer.Header)));
        await reached;
        Assert.Equal("running", (await host.PostAsync(Operations, Relocate, Key("k1"))).Json.GetProperty("status").GetString());
        release.SetResult();

        var ended = await host.PostAsync(Operations + "?wait=60", Relocate, Key("k1"));
        Assert.Equal((HttpStatusCode.OK, uid), (ended.Status, ended.Raw.GetProperty("uid").GetString()));
        Assert.Single((await host.GetAsync("/api/v2/operations")).Raw.EnumerateArray());
        Assert.Single((await host.GetAsync("/api/audit")).Raw.EnumerateArray(), row => row.GetProperty("AuditType").GetString() == "relocate");
    }

    [Fact]
    public async Task A_key_stands_for_one_request_of_one_caller()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var first = await host.PostAsync(Operations + "?wait=60", Relocate, Key("k1"));
        Assert.Equal(HttpStatusCode.OK, first.Status);
        var other = await host.PostAsync(Operations, """{"kind":"stop-replica","instance":"db3:3306"}""", Key("k1"));
        Assert.Contains("'k1' came with another request", other.Problem(HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Equal("idempotency-key-reused", other.ProblemKind);
        var somebodyElse = await host.PostAsync(Operations + "?wait=60", """{"kind":"stop-replica","instance":"db3:3306"}""", Key("k1"), ("X-Ham4Db-Actor", "ann"));
        Assert.Equal(HttpStatusCode.OK, somebodyElse.Status);
        foreach (var wrong in new[] { "", "a b", new string('x', 256) })
            Assert.Contains("Idempotency-Key is not right", (await host.PostAsync(Operations, Relocate, Key(wrong))).Problem(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_nothing_may_be_asked_for_again_with_its_key()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        const string Recover = "/api/v2/clusters/shop/recover?wait=60";
        Assert.Contains("is well", (await host.PostAsync(Recover, "", Key("k1"))).Problem(HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await host.KillAsync(keys[0]);
        Assert.Equal("succeeded", (await host.PostAsync(Recover, "", Key("k1"))).Raw.GetProperty("status").GetString());
        Assert.Equal("succeeded", (await host.PostAsync(Recover, "", Key("k1"))).Raw.GetProperty("status").GetString());
        Assert.Single((await host.GetAsync("/api/v2/recoveries")).Raw.EnumerateArray());
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await using var host = await ApiHost.StartAsync();
        var (now, row) = (DateTimeOffset.UtcNow, CallKey.Row("api", "old"));
        foreach (var (id, at) in new[] { (row, now.AddHours(-25)), ("young", now.AddHours(-23)) })
            Assert.NotNull(await host.Store.TrySaveCallAsync(id, new IdempotentCall { Fingerprint = "f", Uid = "u", At = at }, version: null, ApiHost.Cancellation));
        await host.Service<Purge>().RunAsync(100, ApiHost.Cancellation);
        Assert.Null(await host.Store.FindCallAsync(row, ApiHost.Cancellation));
        Assert.NotNull(await host.Store.FindCallAsync("young", ApiHost.Cancellation));
    }

    /// <summary>The process may die before the operation is accepted, and before it is started.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task A_call_whose_process_died_is_made_anew_under_the_same_id(bool wasAccepted)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var first = await host.PostAsync(Operations + "?wait=60", Relocate, Key("k1"));
        _ = (await host.PostAsync(Operations + "?wait=60", """{"kind":"move-up","instance":"db3:3306"}""")).Raw;

        var (call, _) = (await host.Store.FindCallAsync(CallKey.Row("api", "k1"), ApiHost.Cancellation))!.Value;
        Assert.NotNull(await host.Store.TrySaveCallAsync(CallKey.Row("api", "k2"), call with { Uid = "feed", BusyUntil = call.At }, version: null, ApiHost.Cancellation));
        if (wasAccepted)
        {
            var accepted = (await host.Store.FindAcceptedAsync(call.Uid, ApiHost.Cancellation))!;
            await host.Store.AddAcceptedAsync(accepted with { Uid = "feed", OpenedAt = null, PlannedSteps = null, Order = accepted.Order! with { Uid = "feed" } }, ApiHost.Cancellation);
        }

        var again = await host.PostAsync(Operations + "?wait=60", Relocate, Key("k2"));
        Assert.Equal(("feed", "succeeded"), (again.Raw.GetProperty("uid").GetString(), again.Raw.GetProperty("status").GetString()));
        Assert.NotEqual(first.Raw.GetProperty("uid").GetString(), again.Raw.GetProperty("uid").GetString());
        Assert.Equal(3, (await host.GetAsync("/api/v2/operations")).Raw.GetArrayLength());
    }

    private static (string, string) Key(string key) => (CallKey.Header, key);
}
