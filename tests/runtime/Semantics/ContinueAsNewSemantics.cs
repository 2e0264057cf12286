using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Tests.Semantics;

public abstract class ContinueAsNewSemantics(IHostStarter starter)
{
    [Fact]
    public async Task Each_run_gets_the_input_of_the_one_before()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal(30, await host.OutputAsync<int>(nameof(Functions.CountTo30), 0));
    }

    [Fact]
    public async Task Events_that_nobody_waited_for_come_to_the_next_run()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal("abc", await RunLetters(host, nameof(Functions.OneLetterARun)));
    }

    [Fact]
    public async Task Unprocessed_events_can_be_left_behind()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal("lost", await RunLetters(host, nameof(Functions.ForgetEvents)));
    }

    [Fact]
    public async Task Results_for_an_earlier_run_do_not_reach_the_next()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal("second", await host.OutputAsync<string>(nameof(Functions.LeaveWorkBehind), "first"));
    }

    [Fact]
    public async Task A_parent_waits_for_the_last_run_of_its_child()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal(30, await host.OutputAsync<int>(nameof(Functions.ParentOfCounter)));
    }

    private static async Task<string?> RunLetters(IDurableHost host, string orchestrator)
    {
        var id = await host.StartAsync(orchestrator, string.Empty);
        await host.CustomStatusAsync(id, "waiting");
        foreach (var letter in new[] { "a", "b", "c" })
            await host.Client.RaiseEventAsync(id, "letter", letter);
        await host.Client.RaiseEventAsync(id, "go");
        return (await host.EndAsync(id)).ReadOutputAs<string>();
    }

    public static class Functions
    {
        [Function(nameof(Increment))]
        public static int Increment([ActivityTrigger] int number) => number + 1;

        [Function(nameof(CountTo30))]
        public static async Task<int> CountTo30([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var number = await context.CallActivityAsync<int>(nameof(Increment), context.GetInput<int>());
            if (number < 30)
                context.ContinueAsNew(number);
            return number;
        }

        [Function(nameof(ParentOfCounter))]
        public static Task<int> ParentOfCounter([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.CallSubOrchestratorAsync<int>(nameof(CountTo30), 0);

        [Function(nameof(OneLetterARun))]
        public static async Task<string> OneLetterARun([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var letters = context.GetInput<string>()!;
            context.SetCustomStatus("waiting");
            if (letters.Length == 0)
                await context.WaitForExternalEvent<object?>("go");
            letters += await context.WaitForExternalEvent<string>("letter");
            if (letters.Length < 3)
                context.ContinueAsNew(letters);
            return letters;
        }

        [Function(nameof(ForgetEvents))]
        public static async Task<string> ForgetEvents([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            context.SetCustomStatus("waiting");
            if (context.GetInput<string>() == string.Empty)
            {
                await context.WaitForExternalEvent<object?>("go");
                context.ContinueAsNew("again", preserveUnprocessedEvents: false);
                return string.Empty;
            }

            try
            {
                return await context.WaitForExternalEvent<string>("letter", TimeSpan.FromMilliseconds(100));
            }
            catch (TaskCanceledException)
            {
                return "lost";
            }
        }

        [Function(nameof(SlowEcho))]
        public static async Task<string> SlowEcho([ActivityTrigger] string text)
        {
            await Task.Delay(text == "first" ? 50 : 150);
            return text;
        }

        [Function(nameof(LeaveWorkBehind))]
        public static async Task<string> LeaveWorkBehind([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            // Both runs have an activity as step #0; only the second waits for it.
            var echo = context.CallActivityAsync<string>(nameof(SlowEcho), context.GetInput<string>());
            if (context.GetInput<string>() == "first")
            {
                context.ContinueAsNew("second");
                return string.Empty;
            }

            return await echo;
        }
    }
}
