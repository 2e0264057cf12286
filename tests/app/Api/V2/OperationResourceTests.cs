using System.Net;
using System.Text.Json;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api.V2;

/// <summary>Operations and recoveries as resources: accepted, run, waited for, cancelled.</summary>
public sealed class OperationResourceTests
{
    private const string Relocate = """{"kind":"relocate","instance":"db3:3306","below":"db2:3306"}""";

    [Fact]
    public async Task What_is_asked_for_is_accepted_at_once_and_can_be_followed_to_its_end()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var release = Hold(host, out var reached);
        var accepted = await host.PostAsync("/api/v2/clusters/shop/operations", Relocate, ("X-Ham4Db-Actor", "ann"));
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        Assert.Equal("1", accepted.Headers["Retry-After"]);
        var uid = accepted.Json.GetProperty("uid").GetString();
        Assert.Equal($"/api/v2/operations/{uid}", accepted.Headers["Location"]);

        await reached;
        var running = (await host.GetAsync(accepted.Headers["Location"])).Raw;
        Assert.Equal(("running", "relocate", "ann", false), (Status(running), running.GetProperty("kind").GetString(), running.GetProperty("actor").GetString(), running.GetProperty("isDone").GetBoolean()));
        Assert.Equal(1, running.GetProperty("progress").GetProperty("stepsPlanned").GetInt32());

        release.SetResult();
        var ended = (await host.GetAsync(accepted.Headers["Location"] + "?wait=60")).Raw;
        Assert.Equal(("succeeded", true, 1), (Status(ended), ended.GetProperty("isDone").GetBoolean(), ended.GetProperty("progress").GetProperty("stepsDone").GetInt32()));
        Assert.Equal("db3", Assert.Single(ended.GetProperty("operation").GetProperty("done").EnumerateArray()).GetProperty("host").GetString());
        Assert.Equal(JsonValueKind.Null, ended.GetProperty("recovery").ValueKind);
    }

    [Theory]
    [InlineData("?wait=60", null, HttpStatusCode.OK)]
    [InlineData("", "wait=60", HttpStatusCode.OK)]
    [InlineData("", "respond-async, wait=60", HttpStatusCode.Accepted)]
    [InlineData("", "return=minimal; foo", HttpStatusCode.Accepted)]
    public async Task A_caller_may_wait_for_the_end(string query, string? prefer, HttpStatusCode status)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        if (status == HttpStatusCode.Accepted) _ = Hold(host, out _, releaseLater: true);
        var reply = await host.PostAsync("/api/v2/clusters/shop/operations" + query, Relocate, prefer is null ? [] : [("Prefer", prefer)]);
        Assert.Equal(status, reply.Status);
    }

    [Fact]
    public async Task Instance_verbs_wait_unless_they_are_told_not_to()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        Assert.Equal("succeeded", Status((await host.PostAsync("/api/v2/instances/db3:3306/stop-replica", "")).Raw));
        var release = Hold(host, out _);
        var accepted = await host.PostAsync("/api/v2/instances/db3:3306/start-replica?wait=0", "");
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        release.SetResult();
        Assert.Equal("succeeded", Status((await host.GetAsync(accepted.Headers["Location"] + "?wait=60")).Raw));
        Assert.True(host.Fleet[keys[2]].IsReceiving);
    }

    [Fact]
    public async Task A_takeover_is_a_resource_too_and_its_dry_run_changes_nothing()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        var plan = (await host.PostAsync("/api/v2/clusters/shop/takeover?dryRun=true", """{"to":"db3:3306"}""")).Raw;
        Assert.Equal("db3", plan.GetProperty("candidate").GetProperty("host").GetString());
        Assert.Equal(keys[0], host.Fleet[keys[2]].Source);

        var accepted = await host.PostAsync("/api/v2/clusters/shop/takeover", """{"to":"db3:3306"}""");
        Assert.Equal(HttpStatusCode.Accepted, accepted.Status);
        var ended = (await host.GetAsync(accepted.Headers["Location"] + "?wait=60")).Raw;
        Assert.Equal("succeeded", Status(ended));
        Assert.Equal("db3", ended.GetProperty("recovery").GetProperty("successor").GetProperty("host").GetString());
        Assert.Null(host.Fleet[keys[2]].Source);
        var uid = accepted.Json.GetProperty("uid").GetString();
        Assert.Equal(uid, (await host.GetAsync($"/api/v2/recoveries/{uid}")).Raw.GetProperty("recovery").GetProperty("uid").GetString());
    }

    [Theory]
    [InlineData("recover", """{"instance":"db1:3306"}""")]
    [InlineData("recover", "")]
    [InlineData("force-failover", """{"candidate":"db3:3306"}""")]
    public async Task A_dead_primary_is_recovered_on_demand(string verb, string body)
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", alias: "shop");
        await host.KillAsync(keys[0]);
        var ended = (await host.PostAsync($"/api/v2/clusters/shop/{verb}?wait=60", body)).Raw;
        Assert.Equal("succeeded", Status(ended));
        Assert.Equal(body.Contains("db3", StringComparison.Ordinal) ? "db3" : "db2", ended.GetProperty("recovery").GetProperty("successor").GetProperty("host").GetString());
    }

    [Theory]
    [InlineData("recover", """{"instance":"db1:3306"}""", HttpStatusCode.UnprocessableEntity, "db1:3306 is well")]
    [InlineData("recover", """{"instance":"pay1:3306"}""", HttpStatusCode.UnprocessableEntity, "pay1:3306 is not an instance of cluster")]
    [InlineData("takeover", """{"to":"nosuch:3306"}""", HttpStatusCode.NotFound, "nosuch:3306 is not a known instance")]
    [InlineData("takeover", """{"too":"db2:3306"}""", HttpStatusCode.BadRequest, "What stands at $.too is not known.")]
    [InlineData("takeover", """{"auto":"yes"}""", HttpStatusCode.BadRequest, "What stands at $.auto cannot be read.")]
    [InlineData("takeover?wait=x", "{}", HttpStatusCode.BadRequest, "'x' is no wait; use a number from 0 to 3600.")]
    [InlineData("takeover?dryRun=maybe", """{"auto":true}""", HttpStatusCode.BadRequest, "'maybe' is no dryRun")]
    public async Task What_makes_no_sense_is_refused_in_words(string verb, string body, HttpStatusCode status, string part)
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        await host.AddClusterAsync("pay");
        Assert.Contains(part, (await host.PostAsync("/api/v2/clusters/shop/" + verb, body)).Problem(status), StringComparison.Ordinal);
        Assert.Empty((await host.GetAsync("/api/v2/recoveries")).Raw.EnumerateArray());
        // One that was started all the same would still run, and this one be refused.
        Assert.Equal(HttpStatusCode.Accepted, (await host.PostAsync("/api/v2/clusters/shop/takeover", """{"to":"db3:3306"}""")).Status);
    }

    [Fact]
    public async Task While_one_runs_another_is_refused_and_once_it_has_ended_the_next_begins_at_once()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var release = Hold(host, out var reached);
        var first = await host.PostAsync("/api/v2/clusters/shop/operations", Relocate);
        await reached;
        var refused = await host.PostAsync("/api/v2/clusters/shop/operations", """{"kind":"stop-replica","instance":"db2:3306"}""");
        Assert.Contains("one at a time per cluster", refused.Problem(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal("conflict", refused.ProblemKind);
        release.SetResult();
        Assert.Equal("succeeded", Status((await host.GetAsync(first.Headers["Location"] + "?wait=60")).Raw));
        Assert.Equal("succeeded", Status((await host.PostAsync("/api/v2/clusters/shop/operations?wait=60", """{"kind":"stop-replica","instance":"db2:3306"}""")).Raw));
    }

    [Fact]
    public async Task One_that_is_cancelled_makes_no_further_step_and_leaves_nothing_half_done()
    {
        await using var host = await ApiHost.StartAsync();
        var keys = await host.AddClusterAsync("db", replicas: 4, alias: "shop");
        foreach (var key in keys) host.Fleet[key].UsesGtid = false;
        host.Fleet[keys[3]].Source = host.Fleet[keys[4]].Source = keys[1];
        await host.ProbeAsync();
        var release = Hold(host, out var reached);
        // By position: all stop, are moved one by one, and start again.
        var accepted = await host.PostAsync("/api/v2/clusters/shop/operations", """{"kind":"move-up-replicas","instance":"db2:3306"}""");
        await reached;
        var uid = accepted.Json.GetProperty("uid").GetString();
        var cancelled = await host.PostAsync($"/api/v2/operations/{uid}/cancel", "", ("X-Ham4Db-Actor", "ann"));
        Assert.Equal((HttpStatusCode.Accepted, "ann"), (cancelled.Status, cancelled.Json.GetProperty("cancel").GetProperty("by").GetString()));
        release.SetResult();

        var ended = (await host.GetAsync(accepted.Headers["Location"] + "?wait=60")).Raw;
        Assert.Equal("cancelled", Status(ended));
        Assert.Contains("It was cancelled by ann", ended.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        Assert.True(ended.GetProperty("progress").GetProperty("stepsDone").GetInt32() < ended.GetProperty("progress").GetProperty("stepsPlanned").GetInt32());
        Assert.All(host.Fleet.Servers.Where(s => s.Source is not null), s => Assert.True(s is { IsReceiving: true, IsApplying: true }, $"{s.Key} stands still"));
        Assert.Equal([keys[1], keys[1]], keys.Skip(3).Select(key => host.Fleet[key].Source!.Value));
        Assert.Contains((await host.GetAsync("/api/audit")).Raw.EnumerateArray(), row => row.GetProperty("AuditType").GetString() == "cancel-operation");

        var late = await host.PostAsync($"/api/v2/operations/{uid}/cancel", "");
        Assert.Contains("It has ended.", late.Problem(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal("not-cancellable", late.ProblemKind);
    }

    [Fact]
    public async Task A_recovery_that_has_begun_is_not_cancelled_and_the_answer_says_why()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var release = Hold(host, out var reached);
        var accepted = await host.PostAsync("/api/v2/clusters/shop/takeover", """{"to":"db2:3306"}""");
        await reached;
        var refused = await host.PostAsync($"/api/v2/operations/{accepted.Json.GetProperty("uid").GetString()}/cancel", "");
        Assert.Contains("the cluster may be without a primary", refused.Problem(HttpStatusCode.Conflict), StringComparison.Ordinal);
        release.SetResult();
        Assert.Equal("succeeded", Status((await host.GetAsync(accepted.Headers["Location"] + "?wait=60")).Raw));
    }

    /// <summary>Holds whatever opens a session on a server until it is let go.</summary>
    internal static TaskCompletionSource Hold(ApiHost host, out Task reached, bool releaseLater = false)
    {
        var (come, go) = (New(), New());
        reached = come.Task.WaitAsync(TimeSpan.FromSeconds(30), ApiHost.Cancellation);
        host.Fleet.OpeningSession = _ =>
        {
            come.TrySetResult();
            return releaseLater ? Task.Delay(TimeSpan.FromSeconds(1), ApiHost.Cancellation) : go.Task;
        };
        return go;

        static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static string Status(JsonElement operation) => operation.GetProperty("status").GetString()!;
}
