using System.Net;
using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Agents;

/// <summary>A failover gives the agent of a primary that cannot be reached the time to stop it.</summary>
public sealed class SelfFencingWaitTests
{
    [Theory]
    [InlineData(2, 1, true)]
    [InlineData(2, 0, false)]
    [InlineData(0, 1, false)]
    public async Task It_is_waited_for_where_there_is_something_to_wait_for(int waitSeconds, double fencingSeconds, bool isWaitedFor)
    {
        await using var host = await ApiHost.StartAsync(options => options with { PromoteUnreachedAfterSeconds = waitSeconds });
        var keys = await host.AddClusterAsync("10.0.1.", alias: "shop");
        Task<ApiReply> BeatAsync() => host.BeatAsync(body => (body["engine"], body["address"], body["port"], body["selfFencingSeconds"]) = ("mysql", keys[0].Host, 3306, fencingSeconds));
        Assert.Equal(HttpStatusCode.OK, (await BeatAsync()).Status);
        await host.KillAsync(keys[0]);

        var recovery = host.GetAsync("/api/recover/10.0.1.1/3306");
        var refused = "";
        while (!recovery.IsCompleted)
        {
            if (await BeatAsync() is { Status: HttpStatusCode.Conflict } reply) refused = reply.Problem(HttpStatusCode.Conflict);
            await Task.Delay(20, ApiHost.Cancellation);
        }

        Assert.Equal("10.0.1.2:3306", (await recovery).Ok.Key());
        var uid = (await host.GetAsync("/api/audit-recovery")).Raw[0].GetProperty("UID").GetString()!;
        var steps = await host.Store.GetStepsAsync(uid, ApiHost.Cancellation);
        var (wait, promotion) = (steps.Find(step => step.Step == SelfFencingWait.Step), steps.Find(step => step.Step == RecoveryTimeline.Promote)!);
        Assert.Equal(isWaitedFor, wait is not null);
        // What the agent must not take for a sign of life is not said to it.
        Assert.Equal(isWaitedFor, refused.Contains("loss of the manager", StringComparison.Ordinal));
        if (wait is not null) Assert.True(wait.EndedAt - wait.StartedAt >= TimeSpan.FromSeconds(waitSeconds) && promotion.StartedAt >= wait.EndedAt);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await BeatAsync()).Status != HttpStatusCode.OK) await Task.Delay(50, limit.Token);
    }

    [Fact]
    public async Task One_that_comes_back_meanwhile_keeps_its_role()
    {
        await using var host = await ApiHost.StartAsync(options => options with { PromoteUnreachedAfterSeconds = 2 });
        var keys = await host.AddClusterAsync("10.0.1.");
        await host.BeatAsync(body => (body["engine"], body["address"], body["port"], body["selfFencingSeconds"]) = ("mysql", keys[0].Host, 3306, 1));
        await host.KillAsync(keys[0]);
        var recovery = host.GetAsync("/api/recover/10.0.1.1/3306");
        while (!(await host.Store.GetAgentHoldsAsync(ApiHost.Cancellation)).Exists(hold => hold.Key == keys[0])) await Task.Delay(10, ApiHost.Cancellation);
        host.Fleet[keys[0]].IsAlive = true;
        Assert.StartsWith("Recovery attempted but no instance promoted", (await recovery).Error, StringComparison.Ordinal);
        Assert.False(host.Fleet[keys[0]].IsReadOnly);
        Assert.All(keys.Skip(1), key => Assert.True(host.Fleet[key] is { IsReadOnly: true, IsReceiving: true } replica && replica.Source == keys[0]));
    }
}
