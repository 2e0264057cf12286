using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Persistence;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Ham4Db.Runtime.Tests.Hosting;

/// <summary>What the host tells of its queues.</summary>
public sealed class QueueDepthTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Each_queue_tells_what_waits_what_waits_for_its_time_and_for_how_long()
    {
        await using var host = await EmbeddedHost.StartAsync(typeof(Functions));
        Assert.Equal(["orchestrations 0 0", "activities 0 0", "entities 0 0"], Read(host).Select(Text));
        Assert.All(Read(host), queue => Assert.Null(queue.Oldest));

        var (key, later) = (Hits.NewKey(), DateTimeOffset.UtcNow + Hour);
        var running = await host.StartAsync(nameof(Functions.Run), key);
        await host.Client.ScheduleNewOrchestrationInstanceAsync(nameof(Functions.Run), "", new StartOrchestrationOptions(StartAt: later), TestContext.Current.CancellationToken);
        await host.Client.Entities.SignalEntityAsync(new EntityInstanceId(nameof(Counter), "a"), "add", 1, new SignalEntityOptions { SignalTime = later }, TestContext.Current.CancellationToken);
        await host.Queue.SendAsync("nobody-takes", "a", cancellationToken: TestContext.Current.CancellationToken);
        await host.Queue.SendAsync("nobody-takes", "b", Hour, TestContext.Current.CancellationToken);
        await Wait.UntilAsync(
            () => Read(host).Select(Text).SequenceEqual(["orchestrations 0 1", "activities 1 0", "entities 0 1", "nobody-takes 1 1"]) && Hits.Of(key) == 1,
            "one runs, and the others wait");
        Assert.All(Read(host), queue => Assert.Equal(queue.Waiting > 0, queue.Oldest is not null));

        // What was left by an earlier process is as old as this one, at least.
        Hits.Add(key);
        await host.EndAsync(running);
        await host.RestartAsync();
        Assert.Equal(["orchestrations 0 1", "activities 0 0", "entities 0 1", "nobody-takes 1 1"], Read(host).Select(Text));
        var before = Read(host)[3].Oldest!.Value;
        await Wait.UntilAsync(() => Read(host)[3].Oldest > before, "it gets older");
    }

    [Fact]
    public void An_id_is_as_old_as_the_next_that_is_remembered()
    {
        var clock = new FakeTimeProvider();
        var ages = new IdAges(clock, lastId: 100);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.FromMinutes(1), ages.Of(7));

        // Two within a second: the second of them is remembered as the latest, until there is a later one.
        ages.Given(101);
        clock.Advance(TimeSpan.FromMilliseconds(300));
        ages.Given(102);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal([TimeSpan.FromMinutes(2) + TimeSpan.FromMilliseconds(300), TimeSpan.FromMinutes(2)], new[] { ages.Of(101), ages.Of(102) });
        ages.Given(103);
        Assert.Equal([TimeSpan.FromMinutes(2) + TimeSpan.FromMilliseconds(300), TimeSpan.Zero, TimeSpan.Zero], new[] { ages.Of(101), ages.Of(102), ages.Of(103) });
        ages.Given(99);
        Assert.Equal(TimeSpan.Zero, ages.Of(103));
    }

    [Fact]
    public void Of_long_ago_fewer_are_remembered_and_no_age_is_too_high()
    {
        var clock = new FakeTimeProvider();
        var ages = new IdAges(clock, lastId: 0);
        const int Seconds = 200_000;
        for (var id = 1; id <= Seconds; id++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            ages.Given(id);
        }

        foreach (var id in new[] { 1, 500, 90_000, 199_000, Seconds - 10, Seconds })
            Assert.InRange(ages.Of(id).TotalSeconds, (Seconds - id) * 0.94 - 1, Seconds - id);
    }

    private static IReadOnlyList<RuntimeQueue> Read(EmbeddedHost host) => host.Services.GetRequiredService<RuntimeQueues>().Read();

    private static string Text(RuntimeQueue queue) => $"{queue.Name} {queue.Waiting} {queue.Later}";

    public sealed class Counter : TaskEntity<int>
    {
        public void Add(int amount) => State += amount;

        [Function(nameof(Counter))]
        public static Task DispatchAsync([EntityTrigger] TaskEntityDispatcher dispatcher) => dispatcher.DispatchAsync<Counter>();
    }

    public static class Functions
    {
        [Function(nameof(Run))]
        public static Task Run([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(nameof(HoldAsync), context.GetInput<string>());

        // Until the test counts too.
        [Function(nameof(HoldAsync))]
        public static async Task HoldAsync([ActivityTrigger] string key)
        {
            Hits.Add(key);
            await Wait.UntilAsync(() => Hits.Of(key) > 1, "the test lets go");
        }
    }
}
