using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Tests.Semantics;

public abstract class EntitySemantics(IHostStarter starter)
{
    [Fact]
    public void An_entity_id_has_a_text_form_and_a_lower_case_name()
    {
        var id = new EntityInstanceId("Counter", "Key@1");
        Assert.Equal("@counter@Key@1", id.ToString());
        Assert.Equal(id, EntityInstanceId.FromString("@Counter@Key@1"));
        Assert.NotEqual(id, new EntityInstanceId("counter", "key@1"));
        Assert.Throws<ArgumentException>(() => new EntityInstanceId("a@b", "k"));
        Assert.Throws<ArgumentException>(() => EntityInstanceId.FromString("counter"));
        Assert.Equal("\"@counter@Key@1\"", System.Text.Json.JsonSerializer.Serialize(id));
    }

    [Fact]
    public async Task Signals_from_a_client_change_the_state_in_order()
    {
        await using var host = await starter.StartAsync(typeof(Counter), typeof(Functions));
        var id = new EntityInstanceId(nameof(Counter), "signals");
        foreach (var i in Enumerable.Range(1, 10))
            await host.Client.Entities.SignalEntityAsync(id, "ADD", i);
        await StateAsync(host, id, 55);
        var metadata = (await host.Client.Entities.GetEntityAsync<int>(id))!;
        Assert.Equal(id, metadata.Id);
        Assert.Equal(0, metadata.BacklogQueueSize);
        Assert.Null(metadata.LockedBy);
        var without = (await host.Client.Entities.GetEntityAsync<int>(id, includeState: false))!;
        Assert.False(without.IncludesState);
        Assert.Throws<InvalidOperationException>(() => without.State);
        Assert.Null(await host.Client.Entities.GetEntityAsync<int>(new(nameof(Counter), "nobody")));
    }

    [Fact]
    public async Task Calls_from_an_orchestration_return_the_result()
    {
        await using var host = await starter.StartAsync(typeof(Counter), typeof(Functions));
        var results = await host.OutputAsync<int[]>(nameof(Functions.CallCounter), Hits.NewKey());
        Assert.Equal([5, 12, 12], results);
    }

    [Fact]
    public async Task Operations_of_one_entity_never_overlap()
    {
        await using var host = await starter.StartAsync(typeof(Counter), typeof(Functions));
        var key = Hits.NewKey();
        var orchestrations = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.RunAsync(nameof(Functions.AddSlowly), key)));
        Assert.All(orchestrations, o => Assert.Equal(OrchestrationRuntimeStatus.Completed, o.RuntimeStatus));
        await StateAsync(host, new(nameof(Counter), key), 50);
    }

    [Fact]
    public async Task A_failed_operation_throws_in_its_caller_and_changes_nothing()
    {
        await using var host = await starter.StartAsync(typeof(Counter), typeof(Functions));
        var report = await host.OutputAsync<string[]>(nameof(Functions.CallFailing), "rollback");
        Assert.Equal("@counter@rollback", report[0]);
        Assert.Equal("AddSignalAndFail", report[1]);
        Assert.Equal("System.InvalidOperationException: after the change", report[2]);
        Assert.Equal("3", report[3]);

        // The signal that the failed operation sent would have come before this one.
        await host.Client.Entities.SignalEntityAsync(new(nameof(Counter), "rollback-other"), "add", 1);
        await StateAsync(host, new(nameof(Counter), "rollback-other"), 1);
    }

    [Fact]
    public async Task A_failed_signal_changes_nothing_and_the_entity_goes_on()
    {
        await using var host = await starter.StartAsync(typeof(Counter), typeof(Functions));
        var id = new EntityInstanceId(nameof(Counter), "failing signal");
        await host.Client.Entities.SignalEntityAsync(id, "Add", 1);
        await host.Client.Entities.SignalEntityAsync(id, "AddSignalAndFail", 10);
        await host.Client.Entities.SignalEntityAsync(id, "NoSuchOperation");
        await host.Client.Entities.SignalEntityAsync(id, "Add");
        await host.Client.Entities.SignalEntityAsync(id, "Add", 1);
        await StateAsync(host, id, 2);
    }

    [Fact]
    public async Task Entities_signal_each_other_and_start_orchestrations()
    {
        await using var host = await starter.StartAsync(typeof(Counter), typeof(Functions));
        var id = new EntityInstanceId(nameof(Counter), "source");
        await host.Client.Entities.SignalEntityAsync(id, "Spread", 5);
        await StateAsync(host, new(nameof(Counter), "source-other"), 5);
        await Wait.UntilAsync(async () => await host.Client.GetInstanceAsync("started by source") is not null, "orchestration started");
        Assert.Equal(5, (await host.EndAsync("started by source")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task A_signal_can_be_delivered_later()
    {
        await using var host = await starter.StartAsync(typeof(Counter), typeof(Functions));
        var id = new EntityInstanceId(nameof(Counter), "later");
        var at = DateTimeOffset.UtcNow.AddMilliseconds(300);
        await host.Client.Entities.SignalEntityAsync(id, "Add", 1, new SignalEntityOptions { SignalTime = at });
        await StateAsync(host, id, 1);
        Assert.True((await host.Client.Entities.GetEntityAsync<int>(id))!.LastModifiedTime >= at);
    }

    [Fact]
    public async Task An_orchestration_signals_without_waiting()
    {
        await using var host = await starter.StartAsync(typeof(Counter), typeof(Functions));
        await host.OutputAsync<object>(nameof(Functions.Signal), "from orchestration");
        await StateAsync(host, new(nameof(Counter), "from orchestration"), 7);
    }

    [Fact]
    public async Task State_survives_a_restart_and_delete_ends_it()
    {
        await using var host = await starter.StartAsync(typeof(Counter), typeof(Functions));
        var id = new EntityInstanceId(nameof(Counter), "restart");
        await host.Client.Entities.SignalEntityAsync(id, "Add", 4);
        await StateAsync(host, id, 4);
        await host.RestartAsync();
        await host.Client.Entities.SignalEntityAsync(id, "Add", 4);
        await StateAsync(host, id, 8);
        await host.Client.Entities.SignalEntityAsync(id, "delete");
        await Wait.UntilAsync(async () => await host.Client.Entities.GetEntityAsync<int>(id) is null, "deleted");
    }

    [Fact]
    public async Task An_entity_that_does_not_exist_fails_the_call_and_is_named()
    {
        await using var host = await starter.StartAsync(typeof(Counter), typeof(Functions));
        var ended = await host.RunAsync(nameof(Functions.CallUnknownEntity));
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        Assert.Contains("'nosuchentity'", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_state_can_be_given_by_the_entity()
    {
        await using var host = await starter.StartAsync(typeof(Named), typeof(Functions));
        Assert.Equal("named:new", await host.OutputAsync<string>(nameof(Functions.ReadNamed)));
    }

    private static Task StateAsync(IDurableHost host, EntityInstanceId id, int value) => Wait.UntilAsync(
        async () => await host.Client.Entities.GetEntityAsync<int>(id) is { IncludesState: true } entity && entity.State == value,
        $"{id} is {value}");

    public sealed class Counter : TaskEntity<int>
    {
        private static readonly System.Collections.Concurrent.ConcurrentDictionary<EntityInstanceId, bool> Running = new();

        public void Add(int amount) => State += amount;

        public int Get() => State;

        public async Task<int> AddSlowly(int amount)
        {
            if (!Running.TryAdd(Context.Id, true))
                throw new InvalidOperationException("two operations at a time");
            await Task.Delay(2);
            Running.TryRemove(Context.Id, out _);
            return State += amount;
        }

        public void AddSignalAndFail(int amount)
        {
            State += amount;
            Context.SignalEntity(Other, "Add", 100);
            throw new InvalidOperationException("after the change");
        }

        public ValueTask Spread(int amount, TaskEntityContext context)
        {
            context.SignalEntity(Other, "Add", amount);
            context.ScheduleNewOrchestration(nameof(Functions.ReturnInput), amount, new StartOrchestrationOptions($"started by {context.Id.Key}"));
            return ValueTask.CompletedTask;
        }

        [Function(nameof(Counter))]
        public static Task Dispatch([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Counter>();

        private EntityInstanceId Other => new(nameof(Counter), Context.Id.Key + "-other");
    }

    public sealed class Named(ILoggerFactoryProbe? probe = null) : TaskEntity<string>
    {
        public string Read() => State + (probe is null ? string.Empty : "!");

        [Function("DispatchNamed")]
        public static Task Dispatch([EntityTrigger(EntityName = "Named")] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync(new Named());

        protected override string InitializeState(TaskEntityOperation entityOperation) => $"{entityOperation.Context.Id.Name}:new";
    }

    public interface ILoggerFactoryProbe;

    public static class Functions
    {
        [Function(nameof(CallCounter))]
        public static async Task<int[]> CallCounter([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var id = new EntityInstanceId(nameof(Counter), context.GetInput<string>()!);
            var first = await context.Entities.CallEntityAsync<int>(id, "AddSlowly", 5);
            var second = await context.Entities.CallEntityAsync<int>(id, "addslowly", 7);
            await context.Entities.CallEntityAsync(id, "Add", 0);
            return [first, second, await context.Entities.CallEntityAsync<int>(id, "Get")];
        }

        [Function(nameof(AddSlowly))]
        public static async Task AddSlowly([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var id = new EntityInstanceId(nameof(Counter), context.GetInput<string>()!);
            await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => context.Entities.CallEntityAsync<int>(id, "AddSlowly", 1)));
        }

        [Function(nameof(CallFailing))]
        public static async Task<string[]> CallFailing([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var id = new EntityInstanceId(nameof(Counter), context.GetInput<string>()!);
            await context.Entities.CallEntityAsync(id, "Add", 3);
            try
            {
                await context.Entities.CallEntityAsync(id, "AddSignalAndFail", 100);
                return [];
            }
            catch (EntityOperationFailedException e)
            {
                return [$"{e.EntityId}", e.OperationName, $"{e.FailureDetails}", $"{await context.Entities.CallEntityAsync<int>(id, "Get")}"];
            }
        }

        [Function(nameof(Signal))]
        public static Task Signal([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.Entities.SignalEntityAsync(new(nameof(Counter), context.GetInput<string>()!), "Add", 7);

        [Function(nameof(ReturnInput))]
        public static int ReturnInput([OrchestrationTrigger] TaskOrchestrationContext context) => context.GetInput<int>();

        [Function(nameof(CallUnknownEntity))]
        public static Task CallUnknownEntity([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.Entities.CallEntityAsync(new("NoSuchEntity", "k"), "Add");

        [Function(nameof(ReadNamed))]
        public static Task<string> ReadNamed([OrchestrationTrigger] TaskOrchestrationContext context)
            => context.Entities.CallEntityAsync<string>(new("Named", "k"), "Read");
    }
}
