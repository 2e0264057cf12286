using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.DurableTask.Core.Exceptions;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Tests.Semantics;

public abstract class InstanceSemantics(IHostStarter starter)
{
    [Fact]
    public async Task An_id_that_runs_cannot_be_started_again_and_one_that_has_ended_can()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.StartAsync(nameof(Functions.WaitForGo), 1);
        var refused = await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.StartAsync(nameof(Functions.WaitForGo), 2, id));
        Assert.IsAssignableFrom<InvalidOperationException>(refused);
        Assert.Contains(id, refused.Message, StringComparison.Ordinal);
        await host.Client.RaiseEventAsync(id, "go");
        Assert.Equal(1, (await host.EndAsync(id)).ReadOutputAs<int>());
        await host.StartAsync(nameof(Functions.WaitForGo), 3, id);
        await host.Client.RaiseEventAsync(id, "go");
        Assert.Equal(3, (await host.EndAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Of_many_starts_of_one_id_one_wins()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = Guid.NewGuid().ToString();
        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await host.StartAsync(nameof(Functions.WaitForGo), i, id);
                return true;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return false;
            }
        }));
        Assert.Single(starts, won => won);
    }

    [Fact]
    public async Task An_unknown_orchestrator_is_refused_by_name()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => host.StartAsync("Unknown"));
        Assert.Contains("'Unknown'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_tells_what_is_known_of_an_instance()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var before = DateTimeOffset.UtcNow.AddSeconds(-1);
        var id = await host.StartAsync(nameof(Functions.WaitForGo), 7);
        await host.CustomStatusAsync(id, "waiting");
        var running = (await host.Client.GetInstanceAsync(id, getInputsAndOutputs: true))!;
        Assert.True(running.IsRunning);
        Assert.False(running.IsCompleted);
        Assert.Equal(nameof(Functions.WaitForGo), running.Name);
        Assert.Equal(7, running.ReadInputAs<int>());
        Assert.Equal("waiting", running.ReadCustomStatusAs<string>());
        Assert.Null(running.SerializedOutput);
        Assert.InRange(running.CreatedAt, before, DateTimeOffset.UtcNow);
        Assert.InRange(running.LastUpdatedAt, running.CreatedAt, DateTimeOffset.UtcNow);
        Assert.Throws<InvalidOperationException>(() => host.Client.GetInstanceAsync(id).Result!.ReadInputAs<int>());
        Assert.Null(await host.Client.GetInstanceAsync("nobody"));
    }

    [Fact]
    public async Task A_start_in_the_future_is_pending_until_then()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var at = DateTimeOffset.UtcNow.AddMilliseconds(300);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.StartTime), null, new StartOrchestrationOptions(null, at));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await Assert.ThrowsAsync<OrchestrationAlreadyExistsException>(() => host.StartAsync(nameof(Functions.StartTime), null, id));
        Assert.True((await host.EndAsync(id)).ReadOutputAs<DateTime>() >= at.UtcDateTime);
    }

    [Fact]
    public async Task A_terminated_instance_ends_with_the_given_output()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.StartAsync(nameof(Functions.WaitForGo), 1);
        await host.Client.TerminateInstanceAsync(id, "enough");
        var ended = await host.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, ended.RuntimeStatus);
        Assert.Equal("enough", ended.ReadOutputAs<string>());
        await host.Client.TerminateInstanceAsync(id, "again");
        Assert.Equal("enough", (await host.EndAsync(id)).ReadOutputAs<string>());
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.TerminateInstanceAsync("nobody", null));
    }

    [Fact]
    public async Task A_pending_instance_can_be_terminated_and_never_starts()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(Functions.StartTime), null, new StartOrchestrationOptions(null, DateTimeOffset.UtcNow.AddMilliseconds(200)));
        await host.Client.TerminateInstanceAsync(id, null);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndAsync(id)).RuntimeStatus);
        await Task.Delay(400, TestContext.Current.CancellationToken);
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndAsync(id)).RuntimeStatus);
    }

    [Theory]
    [InlineData(true, OrchestrationRuntimeStatus.Terminated)]
    [InlineData(false, OrchestrationRuntimeStatus.Running)]
    public async Task Children_are_terminated_with_their_parent_when_asked_for(bool recursive, OrchestrationRuntimeStatus childStatus)
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var parent = await host.StartAsync(nameof(Functions.Grandparent));
        var (child, grandchild) = (parent + ":child", parent + ":child:child");
        await Wait.UntilAsync(async () => (await host.Client.GetInstanceAsync(grandchild))?.IsRunning ?? false, "grandchild runs");
        await host.Client.TerminateInstanceAsync(parent, new TerminateInstanceOptions("stop", recursive));
        Assert.Equal(OrchestrationRuntimeStatus.Terminated, (await host.EndAsync(parent)).RuntimeStatus);
        await Wait.UntilAsync(async () => (await host.Client.GetInstanceAsync(child))!.RuntimeStatus == childStatus, "child");
        await Wait.UntilAsync(async () => (await host.Client.GetInstanceAsync(grandchild))!.RuntimeStatus == childStatus, "grandchild");
    }

    [Fact]
    public async Task A_terminated_child_fails_in_its_parent()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var parent = await host.StartAsync(nameof(Functions.Grandparent));
        await Wait.UntilAsync(async () => (await host.Client.GetInstanceAsync(parent + ":child"))?.IsRunning ?? false, "child runs");
        await host.Client.TerminateInstanceAsync(parent + ":child", "stopped");
        var ended = await host.EndAsync(parent);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("terminated", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_purge_deletes_what_has_ended_and_nothing_else()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var running = await host.StartAsync(nameof(Functions.WaitForGo), 1);
        var ended = await host.RunAsync(nameof(Functions.StartTime));
        Assert.Equal(1, (await host.Client.PurgeInstanceAsync(ended.InstanceId)).PurgedInstanceCount);
        Assert.Null(await host.Client.GetInstanceAsync(ended.InstanceId));
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync(ended.InstanceId)).PurgedInstanceCount);
        Assert.Equal(0, (await host.Client.PurgeInstanceAsync(running)).PurgedInstanceCount);
        Assert.NotNull(await host.Client.GetInstanceAsync(running));
    }

    [Fact]
    public async Task A_purge_by_filter_takes_state_and_time_into_account()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var prefix = Guid.NewGuid().ToString("N");
        foreach (var i in Enumerable.Range(0, 3))
            await host.RunAsync(nameof(Functions.StartTime), null, $"{prefix}-{i}");
        var failed = await host.RunAsync(nameof(Functions.Throw));
        var running = await host.StartAsync(nameof(Functions.WaitForGo), 1);

        Assert.Equal(0, (await host.Client.PurgeAllInstancesAsync(new(CreatedTo: DateTimeOffset.UtcNow.AddDays(-1)))).PurgedInstanceCount);
        var completed = new PurgeInstancesFilter(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow, [OrchestrationRuntimeStatus.Completed]);
        Assert.Equal(3, (await host.Client.PurgeAllInstancesAsync(completed)).PurgedInstanceCount);
        Assert.NotNull(await host.Client.GetInstanceAsync(failed.InstanceId));
        Assert.Equal(1, (await host.Client.PurgeAllInstancesAsync(new())).PurgedInstanceCount);
        Assert.NotNull(await host.Client.GetInstanceAsync(running));
    }

    [Fact]
    public async Task Instances_are_listed_page_by_page_and_by_filter()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var prefix = Guid.NewGuid().ToString("N");
        foreach (var i in Enumerable.Range(0, 7))
            await host.RunAsync(nameof(Functions.StartTime), null, $"{prefix}-{i}");
        await host.StartAsync(nameof(Functions.WaitForGo), 1, $"{prefix}-r");
        await host.RunAsync(nameof(Functions.StartTime), null, "other");

        Assert.Equal(8, await CountAsync(host, new(InstanceIdPrefix: prefix)));
        Assert.Equal(7, await CountAsync(host, new(InstanceIdPrefix: prefix, Statuses: [OrchestrationRuntimeStatus.Completed])));
        Assert.Equal(0, await CountAsync(host, new(InstanceIdPrefix: prefix, CreatedFrom: DateTimeOffset.UtcNow.AddMinutes(1))));
        Assert.Equal(9, await CountAsync(host, null));

        var sizes = new List<int>();
        await foreach (var page in host.Client.GetAllInstancesAsync(new(InstanceIdPrefix: prefix, PageSize: 3, FetchInputsAndOutputs: true)).AsPages())
        {
            sizes.Add(page.Values.Count);
            Assert.All(page.Values, value => Assert.Equal(value.IsCompleted, value.SerializedOutput is not null));
        }

        Assert.Equal([3, 3, 2], sizes);
    }

    [Fact]
    public async Task A_wait_for_the_end_can_be_cancelled_and_needs_an_instance()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.StartAsync(nameof(Functions.WaitForGo), 1);
        using var limit = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Client.WaitForInstanceCompletionAsync(id, limit.Token));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.WaitForInstanceCompletionAsync("nobody"));
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var ended = await host.RunAsync(nameof(Functions.Throw));
        var waiting = await host.StartAsync(nameof(Functions.WaitForGo), 9);
        await host.CustomStatusAsync(waiting, "waiting");
        await host.RestartAsync();
        var again = (await host.Client.GetInstanceAsync(ended.InstanceId))!;
        Assert.Equal(OrchestrationRuntimeStatus.Failed, again.RuntimeStatus);
        Assert.Equal("thrown", again.FailureDetails!.ErrorMessage);
        await host.CustomStatusAsync(waiting, "waiting");
        await host.Client.RaiseEventAsync(waiting, "go");
        Assert.Equal(9, (await host.EndAsync(waiting)).ReadOutputAs<int>());
    }

    private static async Task<int> CountAsync(IDurableHost host, OrchestrationQuery? query)
    {
        var count = 0;
        await foreach (var _ in host.Client.GetAllInstancesAsync(query))
            count++;
        return count;
    }

    public static class Functions
    {
        [Function(nameof(WaitForGo))]
        public static async Task<int> WaitForGo([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<object?>("go");
            return context.GetInput<int>();
        }

        [Function(nameof(StartTime))]
        public static DateTime StartTime([OrchestrationTrigger] TaskOrchestrationContext context) => context.CurrentUtcDateTime;

        [Function(nameof(Throw))]
        public static Task Throw([OrchestrationTrigger] TaskOrchestrationContext context) => throw new InvalidOperationException("thrown");

        [Function(nameof(Grandparent))]
        public static Task Grandparent([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var child = context.InstanceId + ":child";
            return child.EndsWith(":child:child:child", StringComparison.Ordinal)
                ? context.WaitForExternalEvent<object?>("never")
                : context.CallSubOrchestratorAsync(nameof(Grandparent), null, new SubOrchestrationOptions(instanceId: child));
        }
    }
}
