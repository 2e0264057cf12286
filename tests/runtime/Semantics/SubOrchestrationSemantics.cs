using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Tests.Semantics;

public abstract class SubOrchestrationSemantics(IHostStarter starter)
{
    [Fact]
    public async Task A_parent_gets_the_output_of_its_child()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal("child of Parent got 5", await host.OutputAsync<string>(nameof(Functions.Parent), 5));
    }

    [Fact]
    public async Task A_failed_child_throws_in_its_parent()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal("FailingChild: System.NotSupportedException: bad child", await host.OutputAsync<string>(nameof(Functions.CatchChild)));
    }

    [Fact]
    public async Task A_child_has_the_id_that_it_is_given()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var child = $"child-{Guid.NewGuid():N}";
        await host.OutputAsync<string>(nameof(Functions.ParentOfNamed), child);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await host.Client.GetInstanceAsync(child))!.RuntimeStatus);
    }

    [Fact]
    public async Task A_child_whose_id_is_running_fails_in_its_parent()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var child = await host.StartAsync(nameof(Functions.WaitingChild));
        var ended = await host.RunAsync(nameof(Functions.ParentOfNamed), child);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains(child, ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parent_hears_of_its_child_after_a_restart()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var child = $"child-{Guid.NewGuid():N}";
        var parent = await host.StartAsync(nameof(Functions.ParentOfWaiting), child);
        await Wait.UntilAsync(async () => (await host.Client.GetInstanceAsync(child))?.IsRunning ?? false, "child runs");
        await host.RestartAsync();
        await host.Client.RaiseEventAsync(child, "go", 42);
        Assert.Equal(42, (await host.EndAsync(parent)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Children_are_retried_by_policy()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var key = Hits.NewKey();
        Assert.Equal(3, await host.OutputAsync<int>(nameof(Functions.RetryChild), key));
    }

    [Fact]
    public async Task Children_run_in_parallel()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal(20, await host.OutputAsync<int>(nameof(Functions.ManyChildren), 20));
    }

    public static class Functions
    {
        [Function(nameof(Parent))]
        public static Task<string> Parent([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.CallSubOrchestratorAsync<string>(nameof(Child), context.GetInput<int>());

        [Function(nameof(Child))]
        public static string Child([OrchestrationTrigger] TaskOrchestrationContext context)
            => $"child of {context.Parent?.Name} got {context.GetInput<int>()}";

        [Function(nameof(FailingChild))]
        public static async Task FailingChild([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            throw new NotSupportedException("bad child");
        }

        [Function(nameof(CatchChild))]
        public static async Task<string> CatchChild([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            try
            {
                await context.CallSubOrchestratorAsync(nameof(FailingChild));
                return "no failure";
            }
            catch (TaskFailedException e)
            {
                return $"{e.TaskName}: {e.FailureDetails}";
            }
        }

        [Function(nameof(ParentOfNamed))]
        public static Task<string> ParentOfNamed([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.CallSubOrchestratorAsync<string>(nameof(Child), 1, new TaskOptions().WithInstanceId(context.GetInput<string>()!));

        [Function(nameof(WaitingChild))]
        public static Task<int> WaitingChild([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<int>("go");

        [Function(nameof(ParentOfWaiting))]
        public static Task<int> ParentOfWaiting([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.CallSubOrchestratorAsync<int>(nameof(WaitingChild), null, new SubOrchestrationOptions(instanceId: context.GetInput<string>()));

        [Function(nameof(CountAttempts))]
        public static int CountAttempts([ActivityTrigger] string key) => Hits.Add(key);

        [Function(nameof(ThirdTimeLucky))]
        public static async Task<int> ThirdTimeLucky([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var attempt = await context.CallActivityAsync<int>(nameof(CountAttempts), context.GetInput<string>());
            return attempt >= 3 ? attempt : throw new InvalidOperationException($"attempt {attempt}");
        }

        [Function(nameof(RetryChild))]
        public static Task<int> RetryChild([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallSubOrchestratorAsync<int>(
            nameof(ThirdTimeLucky), context.GetInput<string>(), TaskOptions.FromRetryPolicy(new(5, TimeSpan.FromMilliseconds(5))));

        [Function(nameof(One))]
        public static int One([OrchestrationTrigger] TaskOrchestrationContext context) => 1;

        [Function(nameof(ManyChildren))]
        public static async Task<int> ManyChildren([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var children = Enumerable.Range(0, context.GetInput<int>()).Select(_ => context.CallSubOrchestratorAsync<int>(nameof(One)));
            return (await Task.WhenAll(children)).Sum();
        }
    }
}
