using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Tests.Semantics;

public abstract class ActivitySemantics(IHostStarter starter)
{
    [Fact]
    public async Task Activities_run_one_after_another_and_the_output_is_theirs()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal(10, await host.OutputAsync<int>(nameof(Functions.Sum), new[] { 1, 2, 3, 4 }));
    }

    [Fact]
    public async Task Activities_fan_out_and_in()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => i * i), await host.OutputAsync<int[]>(nameof(Functions.Squares), 50));
    }

    [Fact]
    public async Task The_first_of_several_activities_can_be_awaited()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal("fast", await host.OutputAsync<string>(nameof(Functions.Race)));
    }

    [Fact]
    public async Task A_failed_activity_throws_with_the_details_of_its_exception()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var report = await host.OutputAsync<string[]>(nameof(Functions.CatchFailure));
        Assert.Equal("Fail", report[0]);
        Assert.Equal("0", report[1]);
        Assert.Equal("System.InvalidOperationException", report[2]);
        Assert.Equal("no luck", report[3]);
        Assert.Equal("System.TimeoutException: too slow", report[4]);
        Assert.Equal("True False True", report[5]);
        Assert.Equal("Task 'Fail' (#0) failed with an unhandled exception: no luck", report[6]);
    }

    [Fact]
    public async Task An_unhandled_failure_fails_the_orchestration_and_keeps_its_cause()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var ended = await host.RunAsync(nameof(Functions.LetFail));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.True(ended.IsCompleted);
        Assert.Equal(typeof(TaskFailedException).FullName, ended.FailureDetails!.ErrorType);
        Assert.Equal("System.InvalidOperationException", ended.FailureDetails.InnerFailure!.ErrorType);
        Assert.True(ended.FailureDetails.IsCausedBy<TaskFailedException>());
    }

    [Fact]
    public async Task A_retry_policy_repeats_the_activity_until_it_succeeds()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var key = Hits.NewKey();
        Assert.Equal(3, await host.OutputAsync<int>(nameof(Functions.Retry), new Attempts(key, SucceedAt: 3, Max: 5)));
        Assert.Equal(3, Hits.Of(key));
    }

    [Fact]
    public async Task A_retry_policy_gives_up_after_its_last_attempt()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var key = Hits.NewKey();
        var ended = await host.RunAsync(nameof(Functions.Retry), new Attempts(key, SucceedAt: 9, Max: 3));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Equal(3, Hits.Of(key));
        Assert.Contains("attempt 3", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pauses_between_attempts_grow_by_the_coefficient_up_to_the_longest()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var pauses = await host.OutputAsync<double[]>(nameof(Functions.MeasurePauses), Hits.NewKey());
        Assert.Collection(
            pauses,
            first => Assert.True(first >= 100),
            second => Assert.InRange(second, 300, 9000),
            third => Assert.InRange(third, 300, 9000));
    }

    [Fact]
    public async Task A_retry_timeout_ends_the_attempts_early()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var key = Hits.NewKey();
        var ended = await host.RunAsync(nameof(Functions.RetryWithTimeout), new Attempts(key, SucceedAt: 1000, Max: 1000));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.InRange(Hits.Of(key), 2, 22);
    }

    [Fact]
    public async Task An_activity_that_does_not_exist_fails_and_is_named()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var ended = await host.RunAsync(nameof(Functions.CallMissing));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("'Missing'", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_are_compared_without_regard_to_case()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal(3, await host.OutputAsync<int>("sUM", new[] { 1, 2 }));
    }

    [Fact]
    public async Task Inputs_and_outputs_keep_fields_names_and_nulls()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var ended = await host.RunAsync(nameof(Functions.Echo), new Payload { Field = 7, Text = null, When = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) });
        var output = ended.ReadOutputAs<Payload>()!;
        Assert.Equal(7, output.Field);
        Assert.Null(output.Text);
        Assert.Equal(new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), output.When);
        Assert.Contains("\"Field\":7", ended.SerializedInput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activities_of_every_result_kind_are_awaited()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal("value,task,valuetask,null,null", await host.OutputAsync<string>(nameof(Functions.ResultKinds)));
    }

    public sealed record Attempts(string Key, int SucceedAt, int Max);

    public sealed class Payload
    {
        public int Field;

        public string? Text { get; set; }

        public DateTimeOffset When { get; set; }
    }

    public static class Functions
    {
        [Function(nameof(Add))]
        public static int Add([ActivityTrigger] int[] numbers) => numbers.Sum();

        [Function(nameof(Sum))]
        public static async Task<int> Sum([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var total = 0;
            foreach (var number in context.GetInput<int[]>()!)
                total = await context.CallActivityAsync<int>(nameof(Add), new[] { total, number });
            return total;
        }

        [Function(nameof(Square))]
        public static async Task<int> Square([ActivityTrigger] int number)
        {
            await Task.Delay(number % 5);
            return number * number;
        }

        [Function(nameof(Squares))]
        public static async Task<int[]> Squares([OrchestrationTrigger] TaskOrchestrationContext context)
            => await Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(i => context.CallActivityAsync<int>(nameof(Square), i)));

        [Function(nameof(Slow))]
        public static async Task<string> Slow([ActivityTrigger] int milliseconds)
        {
            await Task.Delay(milliseconds);
            return milliseconds == 0 ? "fast" : "slow";
        }

        [Function(nameof(Race))]
        public static async Task<string> Race([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var slow = context.CallActivityAsync<string>(nameof(Slow), 500);
            var fast = context.CallActivityAsync<string>(nameof(Slow), 0);
            return await await Task.WhenAny(slow, fast);
        }

        [Function(nameof(Fail))]
        public static void Fail([ActivityTrigger] string? input)
            => throw new InvalidOperationException("no luck", new TimeoutException("too slow"));

        [Function(nameof(CatchFailure))]
        public static async Task<string[]> CatchFailure([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.CallActivityAsync(nameof(Fail));
                return [];
            }
            catch (TaskFailedException e)
            {
                var d = e.FailureDetails;
                return
                [
                    e.TaskName, $"{e.TaskId}", d.ErrorType, d.ErrorMessage, $"{d.InnerFailure}",
                    $"{d.IsCausedBy<InvalidOperationException>()} {d.IsCausedBy<TimeoutException>()} {d.IsCausedBy<SystemException>()}",
                    e.Message,
                ];
            }
        }

        [Function(nameof(LetFail))]
        public static Task LetFail([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(nameof(Fail));

        [Function(nameof(SucceedLater))]
        public static int SucceedLater([ActivityTrigger] Attempts attempts)
        {
            var attempt = Hits.Add(attempts.Key);
            return attempt >= attempts.SucceedAt ? attempt : throw new InvalidOperationException($"attempt {attempt}");
        }

        [Function(nameof(Retry))]
        public static async Task<int> Retry([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var attempts = context.GetInput<Attempts>()!;
            var policy = new RetryPolicy(attempts.Max, TimeSpan.FromMilliseconds(10));
            return await context.CallActivityAsync<int>(nameof(SucceedLater), attempts, TaskOptions.FromRetryPolicy(policy));
        }

        [Function(nameof(MeasurePauses))]
        public static async Task<double[]> MeasurePauses([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var policy = new RetryPolicy(4, TimeSpan.FromMilliseconds(100), 100, TimeSpan.FromMilliseconds(300));
            try
            {
                await context.CallActivityAsync(nameof(NoteTimeAndFail), context.GetInput<string>(), TaskOptions.FromRetryPolicy(policy));
            }
            catch (TaskFailedException)
            {
                // Expected: the pauses before it are what is measured.
            }

            return await context.CallActivityAsync<double[]>(nameof(ReadPauses), context.GetInput<string>());
        }

        [Function(nameof(NoteTimeAndFail))]
        public static void NoteTimeAndFail([ActivityTrigger] string key)
        {
            Times.GetOrAdd(key, _ => []).Enqueue(DateTime.UtcNow);
            throw new InvalidOperationException("again");
        }

        [Function(nameof(ReadPauses))]
        public static double[] ReadPauses([ActivityTrigger] string key)
        {
            var times = Times[key].ToArray();
            return [.. times.Zip(times.Skip(1), (a, b) => (b - a).TotalMilliseconds)];
        }

        [Function(nameof(RetryWithTimeout))]
        public static async Task RetryWithTimeout([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var policy = new RetryPolicy(1000, TimeSpan.FromMilliseconds(50), retryTimeout: TimeSpan.FromSeconds(1));
            await context.CallActivityAsync<int>(nameof(SucceedLater), context.GetInput<Attempts>(), TaskOptions.FromRetryPolicy(policy));
        }

        [Function(nameof(CallMissing))]
        public static Task CallMissing([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync("Missing");

        [Function(nameof(Same))]
        public static Payload Same([ActivityTrigger] Payload payload) => payload;

        [Function(nameof(Echo))]
        public static Task<Payload> Echo([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.CallActivityAsync<Payload>(nameof(Same), context.GetInput<Payload>());

        [Function(nameof(Value))]
        public static string Value([ActivityTrigger] string? input) => "value";

        [Function(nameof(TaskOf))]
        public static Task<string> TaskOf([ActivityTrigger] string? input) => Task.FromResult("task");

        [Function(nameof(ValueTaskOf))]
        public static async ValueTask<string> ValueTaskOf([ActivityTrigger] string? input)
        {
            await Task.Yield();
            return "valuetask";
        }

        [Function(nameof(Nothing))]
        public static Task Nothing([ActivityTrigger] string? input) => Task.CompletedTask;

        [Function(nameof(NullOf))]
        public static async Task<string?> NullOf([ActivityTrigger] string? input)
        {
            await Task.Yield();
            return null;
        }

        [Function(nameof(ResultKinds))]
        public static async Task<string> ResultKinds([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var results = new List<string?>();
            foreach (var name in new[] { nameof(Value), nameof(TaskOf), nameof(ValueTaskOf), nameof(Nothing), nameof(NullOf) })
                results.Add(await context.CallActivityAsync<string?>(name) ?? "null");
            return string.Join(',', results);
        }

        private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, System.Collections.Concurrent.ConcurrentQueue<DateTime>> Times = new();
    }
}
