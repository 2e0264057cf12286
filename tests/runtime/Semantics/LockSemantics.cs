using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Tests.Semantics;

public abstract class LockSemantics(IHostStarter starter)
{
    [Fact]
    public async Task Transfers_under_locks_lose_nothing_whatever_order_is_asked_for()
    {
        await using var host = await starter.StartAsync(typeof(Account), typeof(Functions));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.OutputAsync<string>(
            nameof(Functions.Transfer), i % 2 == 0 ? new[] { "a", "b" } : ["b", "a"])));
        Assert.Equal(0, await BalanceAsync(host, "a") + await BalanceAsync(host, "b"));
    }

    [Fact]
    public async Task While_an_entity_is_locked_others_wait()
    {
        await using var host = await starter.StartAsync(typeof(Account), typeof(Functions));
        var holder = await host.StartAsync(nameof(Functions.HoldUntilGo), new[] { "x", "y" });
        await host.CustomStatusAsync(holder, "locked");
        Assert.Equal(holder, (await host.Client.Entities.GetEntityAsync<int>(new(nameof(Account), "x")))!.LockedBy);
        await host.Client.Entities.SignalEntityAsync(new(nameof(Account), "x"), "Add", 5);
        var caller = await host.StartAsync(nameof(Functions.AddOne), "y");
        var second = await host.StartAsync(nameof(Functions.HoldUntilGo), new[] { "y" });
        await Wait.UntilAsync(async () => (await host.Client.Entities.GetEntityAsync<int>(new(nameof(Account), "y")))!.BacklogQueueSize == 2, "backlog");
        Assert.True((await host.Client.GetInstanceAsync(caller))!.IsRunning);

        await host.Client.RaiseEventAsync(holder, "go");
        Assert.Equal(101, (await host.EndAsync(caller)).ReadOutputAs<int>());
        await host.CustomStatusAsync(second, "locked");
        await host.Client.RaiseEventAsync(second, "go");
        await host.EndAsync(second);
        await Wait.UntilAsync(async () => await BalanceAsync(host, "x") == 105, "the signal came after the lock");
    }

    [Theory]
    [InlineData("return")]
    [InlineData("throw")]
    [InlineData("terminate")]
    [InlineData("continue")]
    public async Task Locks_are_released_however_the_orchestration_ends(string end)
    {
        await using var host = await starter.StartAsync(typeof(Account), typeof(Functions));
        var holder = await host.StartAsync(nameof(Functions.LockAndEnd), end);
        if (end == "terminate")
        {
            await host.CustomStatusAsync(holder, "locked");
            await host.Client.TerminateInstanceAsync(holder, null);
        }

        await host.EndAsync(holder);
        Assert.Equal(1, await host.OutputAsync<int>(nameof(Functions.AddOne), "p"));
        Assert.Equal(1, await host.OutputAsync<int>(nameof(Functions.AddOne), "q"));
    }

    [Fact]
    public async Task An_orchestration_terminated_while_it_waits_for_locks_keeps_none()
    {
        await using var host = await starter.StartAsync(typeof(Account), typeof(Functions));
        var holder = await host.StartAsync(nameof(Functions.HoldUntilGo), new[] { "m" });
        await host.CustomStatusAsync(holder, "locked");
        var waiting = await host.StartAsync(nameof(Functions.HoldUntilGo), new[] { "l", "m", "n" });
        await Wait.UntilAsync(
            async () => (await host.Client.Entities.GetEntityAsync<int>(new(nameof(Account), "l")))?.LockedBy == waiting, "first lock taken");
        await host.Client.TerminateInstanceAsync(waiting, null);
        await host.EndAsync(waiting);
        await host.Client.RaiseEventAsync(holder, "go");
        foreach (var key in new[] { "l", "m", "n" })
            await host.OutputAsync<int>(nameof(Functions.AddOne), key);
        await Wait.UntilAsync(
            async () => (await host.Client.Entities.GetEntityAsync<int>(new(nameof(Account), "n")))!.LockedBy is null, "last lock free");
    }

    [Fact]
    public async Task A_lock_survives_a_restart()
    {
        await using var host = await starter.StartAsync(typeof(Account), typeof(Functions));
        var holder = await host.StartAsync(nameof(Functions.HoldUntilGo), new[] { "s", "t" });
        await host.CustomStatusAsync(holder, "locked");
        var caller = await host.StartAsync(nameof(Functions.AddOne), "s");
        await host.RestartAsync();
        Assert.Equal(holder, (await host.Client.Entities.GetEntityAsync<int>(new(nameof(Account), "s")))!.LockedBy);
        Assert.True((await host.Client.GetInstanceAsync(caller))!.RuntimeStatus
            is OrchestrationRuntimeStatus.Running or OrchestrationRuntimeStatus.Pending);
        await host.Client.RaiseEventAsync(holder, "go");
        Assert.Equal(101, (await host.EndAsync(caller)).ReadOutputAs<int>());
    }

    [Theory]
    [InlineData("call other", "not one of the locked entities")]
    [InlineData("lock again", "another critical section")]
    [InlineData("signal locked", "Must not signal the locked entity")]
    [InlineData("call twice", "a prior call to it is still pending")]
    [InlineData("sub-orchestration", "cannot call sub-orchestrations")]
    [InlineData("call before grant", "Must await the completion of the lock request")]
    [InlineData("lock nothing", "At least one entity")]
    public async Task The_rules_of_a_critical_section_are_enforced(string breach, string message)
    {
        await using var host = await starter.StartAsync(typeof(Account), typeof(Functions));
        var ended = await host.RunAsync(nameof(Functions.BreakRule), breach);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains(message, ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(1, await host.OutputAsync<int>(nameof(Functions.AddOne), "rule"));
    }

    [Fact]
    public async Task The_context_knows_whether_it_is_in_a_critical_section()
    {
        await using var host = await starter.StartAsync(typeof(Account), typeof(Functions));
        Assert.Equal("False True False", await host.OutputAsync<string>(nameof(Functions.InAndOut)));
    }

    private static async Task<int> BalanceAsync(IDurableHost host, string key)
        => await host.Client.Entities.GetEntityAsync<int>(new(nameof(Account), key)) is { IncludesState: true } account ? account.State : 0;

    public sealed class Account : TaskEntity<int>
    {
        public int Add(int amount) => State += amount;

        public int Get() => State;

        public void Set(int amount) => State = amount;

        [Function(nameof(Account))]
        public static Task Dispatch([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Account>();
    }

    public static class Functions
    {
        [Function(nameof(Transfer))]
        public static async Task<string> Transfer([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var keys = context.GetInput<string[]>()!;
            var (from, to) = (new EntityInstanceId(nameof(Account), keys[0]), new EntityInstanceId(nameof(Account), keys[1]));
            await using var section = await context.Entities.LockEntitiesAsync(from, to);

            // Read, then write: without the locks the others would come between.
            var balances = await Task.WhenAll(
                context.Entities.CallEntityAsync<int>(from, "Get"), context.Entities.CallEntityAsync<int>(to, "Get"));
            await context.Entities.CallEntityAsync(from, "Set", balances[0] - 1);
            await context.Entities.CallEntityAsync(to, "Set", balances[1] + 1);
            return "done";
        }

        [Function(nameof(HoldUntilGo))]
        public static async Task HoldUntilGo([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var ids = context.GetInput<string[]>()!.Select(key => new EntityInstanceId(nameof(Account), key)).ToArray();
            await using (await context.Entities.LockEntitiesAsync(ids))
            {
                foreach (var id in ids)
                    await context.Entities.CallEntityAsync(id, "Add", 100);
                context.SetCustomStatus("locked");
                await context.WaitForExternalEvent<object?>("go");
            }
        }

        [Function(nameof(AddOne))]
        public static Task<int> AddOne([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.Entities.CallEntityAsync<int>(new(nameof(Account), context.GetInput<string>()!), "Add", 1);

        [Function(nameof(LockAndEnd))]
        public static async Task LockAndEnd([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            if (context.GetInput<string>() == "continued")
                return;
            await context.Entities.LockEntitiesAsync(new(nameof(Account), "p"), new EntityInstanceId(nameof(Account), "q"));
            context.SetCustomStatus("locked");
            switch (context.GetInput<string>())
            {
                case "throw":
                    throw new InvalidOperationException("with locks");
                case "terminate":
                    await context.WaitForExternalEvent<object?>("never");
                    break;
                case "continue":
                    context.ContinueAsNew("continued");
                    break;
            }
        }

        [Function(nameof(Nothing))]
        public static void Nothing([OrchestrationTrigger] TaskOrchestrationContext context)
        {
        }

        [Function(nameof(BreakRule))]
        public static async Task BreakRule([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var (locked, other) = (new EntityInstanceId(nameof(Account), "rule"), new EntityInstanceId(nameof(Account), "rule-other"));
            var entities = context.Entities;
            switch (context.GetInput<string>())
            {
                case "call before grant":
                    var request = entities.LockEntitiesAsync(locked);
                    await Task.WhenAll(request, entities.CallEntityAsync(locked, "Get"));
                    return;
                case "lock nothing":
                    await entities.LockEntitiesAsync();
                    return;
            }

            await using var section = await entities.LockEntitiesAsync(locked, locked);
            switch (context.GetInput<string>())
            {
                case "call other":
                    await entities.CallEntityAsync(other, "Get");
                    break;
                case "lock again":
                    await entities.LockEntitiesAsync(other);
                    break;
                case "signal locked":
                    await entities.SignalEntityAsync(locked, "Add", 1);
                    break;
                case "call twice":
                    await Task.WhenAll(entities.CallEntityAsync(locked, "Get"), entities.CallEntityAsync(locked, "Get"));
                    break;
                case "sub-orchestration":
                    await context.CallSubOrchestratorAsync(nameof(Nothing));
                    break;
            }
        }

        [Function(nameof(InAndOut))]
        public static async Task<string> InAndOut([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var before = context.Entities.InCriticalSection();
            var section = await context.Entities.LockEntitiesAsync(new EntityInstanceId(nameof(Account), "inout"));
            var within = context.Entities.InCriticalSection();
            await section.DisposeAsync();
            await section.DisposeAsync();
            return $"{before} {within} {context.Entities.InCriticalSection()}";
        }
    }
}
