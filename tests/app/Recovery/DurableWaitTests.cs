using Ham4Db.Functions.Recovery;
using Ham4Db.Functions.Tests.Fakes;
using Ham4Db.Runtime.DurableTask.Client;

namespace Ham4Db.Functions.Tests.Recovery;

public sealed class DurableWaitTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_end_that_the_host_does_not_tell_is_seen_by_looking()
    {
        await using var client = new DeafDurableClient(look => look switch { 1 => null, 2 => State(OrchestrationRuntimeStatus.Running), _ => State(OrchestrationRuntimeStatus.Completed) });
        var ended = await DurableWait.ForEndAsync(client, "one", TimeProvider.System, Cancelled);
        Assert.Equal((OrchestrationRuntimeStatus.Completed, 3, true), (ended.RuntimeStatus, client.Looks, client.WasCancelled));
    }

    [Fact]
    public async Task What_the_host_tells_ends_the_wait()
    {
        await using var client = new DeafDurableClient(_ => State(OrchestrationRuntimeStatus.Running));
        var wait = DurableWait.ForEndAsync(client, "one", TimeProvider.System, Cancelled);
        client.Told.SetResult(State(OrchestrationRuntimeStatus.Failed));
        Assert.Equal((OrchestrationRuntimeStatus.Failed, false), ((await wait).RuntimeStatus, client.WasCancelled));
    }

    [Fact]
    public async Task Trouble_of_the_host_is_passed_on()
    {
        await using var client = new DeafDurableClient(_ => null);
        var wait = DurableWait.ForEndAsync(client, "one", TimeProvider.System, Cancelled);
        client.Told.SetException(new InvalidOperationException("no such instance"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => wait);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_no_wait_behind()
    {
        await using var client = new DeafDurableClient(_ => State(OrchestrationRuntimeStatus.Running));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var wait = DurableWait.ForEndAsync(client, "one", TimeProvider.System, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.True(client.WasCancelled);
    }

    private static OrchestrationMetadata State(OrchestrationRuntimeStatus status) => new("Decide", "one") { RuntimeStatus = status };
}
