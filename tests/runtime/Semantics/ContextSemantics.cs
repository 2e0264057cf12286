using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Tests.Semantics;

public abstract class ContextSemantics(IHostStarter starter)
{
    [Fact]
    public async Task Clock_and_ids_are_the_same_in_each_replay()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var ended = await host.RunAsync(nameof(Functions.ClockAndIds));
        var values = ended.ReadOutputAs<string[]>()!;
        Assert.Equal(values[..4], values[4..8]);
        Assert.Equal(4, values[..4].Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_clock_of_the_orchestration_only_goes_forward()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var times = await host.OutputAsync<DateTime[]>(nameof(Functions.Clock));
        Assert.Equal(times.Order(), times);
        Assert.All(times, time => Assert.Equal(DateTimeKind.Utc, time.Kind));
    }

    [Fact]
    public async Task Nothing_is_replayed_in_the_last_step()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.False(await host.OutputAsync<bool>(nameof(Functions.IsReplayingAtTheEnd)));
    }

    [Fact]
    public async Task An_orchestrator_that_awaits_a_foreign_task_fails_and_says_so()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var ended = await host.RunAsync(nameof(Functions.AwaitDelay));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("'AwaitDelay'", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("step #0", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("DelayPromise", ended.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_foreign_task_is_found_out_while_durable_ones_are_open()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var ended = await host.RunAsync(nameof(Functions.AwaitDelayWithOpenTimer));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("that its context did not make", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_context_refuses_calls_from_other_threads()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var ended = await host.RunAsync(nameof(Functions.CallFromOtherThread));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("that its context did not make", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_fails_the_orchestration()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var ended = await host.RunAsync(nameof(Functions.ReturnDelegate));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
    }

    [Fact]
    public async Task Code_between_awaits_may_use_async_helpers_and_locks_of_its_own()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal("1-2-3", await host.OutputAsync<string>(nameof(Functions.Helpers)));
    }

    public static class Functions
    {
        [Function(nameof(Same))]
        public static string[] Same([ActivityTrigger] string[] values) => values;

        [Function(nameof(ClockAndIds))]
        public static async Task<string[]> ClockAndIds([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var first = new[] { $"{context.CurrentUtcDateTime:O}", $"{context.NewGuid()}" };
            var recorded = await context.CallActivityAsync<string[]>(nameof(Same), first);
            await context.CreateTimer(TimeSpan.FromMilliseconds(5), CancellationToken.None);
            var second = new[] { $"{context.CurrentUtcDateTime:O}", $"{context.NewGuid()}" };
            var recordedToo = await context.CallActivityAsync<string[]>(nameof(Same), second);
            return [.. first, .. second, .. recorded, .. recordedToo];
        }

        [Function(nameof(Clock))]
        public static async Task<DateTime[]> Clock([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var times = new List<DateTime>();
            for (var i = 0; i < 10; i++)
            {
                times.Add(context.CurrentUtcDateTime);
                await context.CallActivityAsync<string[]>(nameof(Same), Array.Empty<string>());
            }

            return [.. times];
        }

        [Function(nameof(IsReplayingAtTheEnd))]
        public static async Task<bool> IsReplayingAtTheEnd([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<string[]>(nameof(Same), Array.Empty<string>());
            context.CreateReplaySafeLogger("test").LogInformation("at the end");
            return context.IsReplaying;
        }

        [Function(nameof(AwaitDelay))]
        public static async Task AwaitDelay([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CallActivityAsync<string[]>(nameof(Same), Array.Empty<string>());
            await Task.Delay(50);
        }

        [Function(nameof(AwaitDelayWithOpenTimer))]
        public static async Task AwaitDelayWithOpenTimer([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var timer = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            await Task.Delay(50);
            await timer;
        }

        [Function(nameof(CallFromOtherThread))]
        public static async Task CallFromOtherThread([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            // Blocks instead of awaiting, so that only the call itself can be the error.
            var call = Task.Run(() => context.CallActivityAsync<string[]>(nameof(Same), Array.Empty<string>()));
            ((IAsyncResult)call).AsyncWaitHandle.WaitOne();
            await call;
        }

        [Function(nameof(ReturnDelegate))]
        public static Action ReturnDelegate([OrchestrationTrigger] TaskOrchestrationContext context) => () => { };

        [Function(nameof(Helpers))]
        public static async Task<string> Helpers([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var parts = new List<string>();
            await foreach (var part in PartsAsync(context))
                parts.Add(part);
            return string.Join('-', parts);
        }

        private static async IAsyncEnumerable<string> PartsAsync(TaskOrchestrationContext context)
        {
            for (var i = 1; i <= 3; i++)
                yield return (await context.CallActivityAsync<string[]>(nameof(Same), new[] { $"{i}" }))[0];
        }
    }
}
