using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.DurableTask.Core.Exceptions;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Tests.Determinism;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData("other activity", "step #0", "call activity 'Same'", "call activity 'Other'")]
    [InlineData("timer instead", "step #0", "call activity 'Same'", "start a timer")]
    [InlineData("step less", "step #1", "call activity 'Same'", "nothing further")]
    [InlineData("step more", "step #2", "nothing further", "signal 'Add' to entity '@counter@c'")]
    [InlineData("ends early", "step #1", "call activity 'Same'", "complete")]
    public async Task A_changed_orchestrator_fails_and_the_step_is_named(string change, string step, string recorded, string actual)
    {
        Code.Change = string.Empty;
        await using var host = await EmbeddedHost.StartAsync(typeof(Code));
        var id = await host.StartAsync(nameof(Code.Changing));
        await host.CustomStatusAsync(id, "waiting");
        await host.StopAsync();
        Code.Change = change;
        await host.StartAsync();
        await host.Client.RaiseEventAsync(id, "go");
        var ended = await host.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        var failure = ended.FailureDetails!;
        Assert.Equal(typeof(NonDeterministicOrchestrationException).FullName, failure.ErrorType);
        Assert.All([step, $"'{recorded}'", $"'{actual}'", "'Changing'", id], part => Assert.Contains(part, failure.ErrorMessage, StringComparison.Ordinal));

        // It is not taken up again after that, and its lock is free.
        await host.RestartAsync();
        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await host.EndAsync(id)).RuntimeStatus);
        Assert.Equal(1, await host.OutputAsync<int>(nameof(Code.CallLocked)));
    }

    [Fact]
    public async Task An_orchestrator_that_is_gone_fails_its_instances_by_name()
    {
        Type[] functions = [typeof(Code)];
        await using var host = await EmbeddedHost.StartAsync(builder => builder.AddFunctions(functions));
        var id = await host.StartAsync(nameof(Code.WaitForever));
        await Wait.UntilAsync(async () => (await host.Client.GetInstanceAsync(id))!.IsRunning, "running");
        functions = [];
        await host.RestartAsync();
        await host.Client.RaiseEventAsync(id, "go");
        var ended = await host.EndAsync(id);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("'WaitForever'", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_safe_loggers_are_silent_in_replay()
    {
        await using var host = await EmbeddedHost.StartAsync(builder => builder.AddFunctions(typeof(Code)).ReplayAlways = true);
        await host.OutputAsync<object>(nameof(Code.LogThrice));
        foreach (var word in new[] { "first", "second", "third" })
            Assert.Single(host.Logs.Lines, line => line.Contains($"Code: {word} word", StringComparison.Ordinal));
    }

    public sealed class Counter : TaskEntity<int>
    {
        public int Add(int amount) => State += amount;
    }

    public static class Code
    {
        public static string Change { get; set; } = string.Empty;

        [Function(nameof(Same))]
        public static int Same([ActivityTrigger] int input) => input;

        [Function(nameof(Other))]
        public static int Other([ActivityTrigger] int input) => input;

        [Function("Counter")]
        public static Task Dispatch([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Counter>();

        [Function(nameof(Changing))]
        public static async Task Changing([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            // Two steps and a wait, unless changed. The second step is parallel to the first, so that it is in the same turn.
            if (Change == "timer instead")
                await context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
            var first = context.CallActivityAsync<int>(Change == "other activity" ? nameof(Other) : nameof(Same), 1);
            if (Change == "ends early")
                return;
            var second = Change == "step less" ? Task.FromResult(0) : context.CallActivityAsync<int>(nameof(Same), 2);
            if (Change == "step more")
                await context.Entities.SignalEntityAsync(new("Counter", "c"), "Add", 1);
            await Task.WhenAll(first, second);
            await using var section = await context.Entities.LockEntitiesAsync(new EntityInstanceId("Counter", "locked"));
            context.SetCustomStatus("waiting");
            await context.WaitForExternalEvent<object?>("go");
        }

        [Function(nameof(CallLocked))]
        public static Task<int> CallLocked([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.Entities.CallEntityAsync<int>(new("Counter", "locked"), "Add", 1);

        [Function(nameof(WaitForever))]
        public static Task WaitForever([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<object?>("never");

        [Function(nameof(LogThrice))]
        public static async Task LogThrice([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var logger = context.CreateReplaySafeLogger(typeof(Code));
            foreach (var word in new[] { "first", "second", "third" })
            {
#pragma warning disable CA1848, CA2254, CA1873 // A logger is what is tested.
                Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(logger, $"{word} word");
#pragma warning restore CA1848, CA2254, CA1873
                await context.CallActivityAsync<int>(nameof(Same), 1);
            }
        }
    }
}
