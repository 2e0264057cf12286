using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Tests.Semantics;

public abstract class EventSemantics(IHostStarter starter)
{
    [Fact]
    public async Task An_event_wakes_who_waits_for_it()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.StartAsync(nameof(Functions.WaitForTwo));
        await host.CustomStatusAsync(id, "waiting");
        await host.Client.RaiseEventAsync(id, "FIRST", "a");
        await host.Client.RaiseEventAsync(id, "second", "b");
        Assert.Equal("ab", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_that_come_before_anybody_waits_are_kept_in_order()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.StartAsync(nameof(Functions.CollectAfterGo));
        await host.CustomStatusAsync(id, "waiting");
        foreach (var i in Enumerable.Range(1, 5))
            await host.Client.RaiseEventAsync(id, "item", i);
        await host.Client.RaiseEventAsync(id, "go");
        var items = (await host.EndAsync(id)).ReadOutputAs<int[]>();
        Assert.Equal([1, 2, 3, 4, 5], items!);
    }

    [Fact]
    public async Task Events_before_the_start_of_a_delayed_orchestration_are_kept()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            nameof(Functions.WaitForTwo), null, new StartOrchestrationOptions(null, DateTimeOffset.UtcNow.AddMilliseconds(500)));
        await host.Client.RaiseEventAsync(id, "first", "a");
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await host.Client.GetInstanceAsync(id))!.RuntimeStatus);
        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "second", "b");
        Assert.Equal("ab", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Several_waits_for_one_name_are_served_in_their_order()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.StartAsync(nameof(Functions.TwoWaitsForOneName));
        await host.CustomStatusAsync(id, "waiting");
        await host.Client.RaiseEventAsync(id, "e", "1");
        await host.Client.RaiseEventAsync(id, "e", "2");
        Assert.Equal("first 1, second 2", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_wait_with_a_timeout_is_cancelled_when_nothing_comes()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal("too late", await host.OutputAsync<string>(nameof(Functions.WaitShortly), 50));
    }

    [Fact]
    public async Task A_wait_with_a_timeout_gets_what_comes_in_time()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.StartAsync(nameof(Functions.WaitShortly), 60_000);
        await host.CustomStatusAsync(id, "waiting");
        await host.Client.RaiseEventAsync(id, "answer", "in time");
        Assert.Equal("in time", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_cancelled_wait_takes_no_event_from_a_later_one()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.StartAsync(nameof(Functions.CancelThenWait));
        await host.CustomStatusAsync(id, "waiting");
        await host.Client.RaiseEventAsync(id, "e", "kept");
        Assert.Equal("cancelled kept", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Orchestrations_send_events_to_each_other()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.StartAsync(nameof(Functions.WaitForTwo));
        await host.OutputAsync<object>(nameof(Functions.SendTwo), id);
        Assert.Equal("xy", (await host.EndAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_to_nobody_and_to_ended_orchestrations_are_refused()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        await Assert.ThrowsAsync<ArgumentException>(() => host.Client.RaiseEventAsync("nobody", "e"));
        var ended = await host.RunAsync(nameof(Functions.WaitShortly), 10);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.Client.RaiseEventAsync(ended.InstanceId, "e"));
    }

    [Fact]
    public async Task An_event_of_another_shape_fails_the_wait()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.StartAsync(nameof(Functions.WaitForNumber));
        await host.CustomStatusAsync(id, "waiting");
        await host.Client.RaiseEventAsync(id, "number", "text");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.EndAsync(id)).RuntimeStatus);
    }

    public static class Functions
    {
        [Function(nameof(WaitForTwo))]
        public static async Task<string> WaitForTwo([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<string>("first") + await context.WaitForExternalEvent<string>("second");
        }

        [Function(nameof(CollectAfterGo))]
        public static async Task<int[]> CollectAfterGo([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<object?>("go");
            var items = new List<int>();
            while (items.Count < 5)
                items.Add(await context.WaitForExternalEvent<int>("item"));
            return [.. items];
        }

        [Function(nameof(TwoWaitsForOneName))]
        public static async Task<string> TwoWaitsForOneName([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var first = context.WaitForExternalEvent<string>("e");
            var second = context.WaitForExternalEvent<string>("e");
            context.SetCustomStatus("waiting");
            return $"first {await first}, second {await second}";
        }

        [Function(nameof(WaitShortly))]
        public static async Task<string> WaitShortly([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            try
            {
                return await context.WaitForExternalEvent<string>("answer", TimeSpan.FromMilliseconds(context.GetInput<int>()));
            }
            catch (TaskCanceledException)
            {
                return "too late";
            }
        }

        [Function(nameof(CancelThenWait))]
        public static async Task<string> CancelThenWait([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var stop = new CancellationTokenSource();
            var cancelled = context.WaitForExternalEvent<string>("e", stop.Token);
            stop.Cancel();
            var text = string.Empty;
            try
            {
                await cancelled;
            }
            catch (TaskCanceledException)
            {
                text = "cancelled ";
            }

            context.SetCustomStatus("waiting");
            return text + await context.WaitForExternalEvent<string>("e");
        }

        [Function(nameof(SendTwo))]
        public static Task SendTwo([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SendEvent(context.GetInput<string>()!, "first", "x");
            context.SendEvent(context.GetInput<string>()!, "second", "y");
            return Task.CompletedTask;
        }

        [Function(nameof(WaitForNumber))]
        public static async Task<int> WaitForNumber([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<int>("number");
        }
    }
}
