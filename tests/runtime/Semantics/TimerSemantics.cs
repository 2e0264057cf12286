using Ham4Db.Runtime.DurableTask;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;

namespace Ham4Db.Runtime.Tests.Semantics;

public abstract class TimerSemantics(IHostStarter starter)
{
    [Fact]
    public async Task A_timer_fires_when_its_time_has_come_and_not_before()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.InRange(await host.OutputAsync<double>(nameof(Functions.Sleep), 150), 150, 10_000);
    }

    [Fact]
    public async Task A_timer_in_the_past_fires_at_once()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.InRange(await host.OutputAsync<double>(nameof(Functions.Sleep), -60_000), 0, 10_000);
    }

    [Fact]
    public async Task Timers_fire_in_the_order_of_their_times()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal("50,100,150", await host.OutputAsync<string>(nameof(Functions.Order)));
    }

    [Fact]
    public async Task A_cancelled_timer_throws_and_the_orchestration_does_not_wait_for_it()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        Assert.Equal("cancelled", await host.OutputAsync<string>(nameof(Functions.Cancel)));
    }

    [Fact]
    public async Task A_timer_survives_a_restart()
    {
        await using var host = await starter.StartAsync(typeof(Functions));
        var id = await host.StartAsync(nameof(Functions.Sleep), 400);
        await Wait.UntilAsync(async () => (await host.Client.GetInstanceAsync(id))!.IsRunning, "start");
        await host.RestartAsync();
        Assert.InRange((await host.EndAsync(id)).ReadOutputAs<double>(), 400, 10_000);
    }

    public static class Functions
    {
        [Function(nameof(Sleep))]
        public static async Task<double> Sleep([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var before = context.CurrentUtcDateTime;
            await context.CreateTimer(TimeSpan.FromMilliseconds(context.GetInput<int>()), CancellationToken.None);
            return (context.CurrentUtcDateTime - before).TotalMilliseconds;
        }

        [Function(nameof(Order))]
        public static async Task<string> Order([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            var fired = new List<int>();
            await Task.WhenAll(After(150), After(50), After(100));
            return string.Join(',', fired);

            async Task After(int milliseconds)
            {
                await context.CreateTimer(context.CurrentUtcDateTime.AddMilliseconds(milliseconds), CancellationToken.None);
                fired.Add(milliseconds);
            }
        }

        [Function(nameof(Cancel))]
        public static async Task<string> Cancel([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            using var stop = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), stop.Token);
            await context.CreateTimer(TimeSpan.FromMilliseconds(10), CancellationToken.None);
            stop.Cancel();
            try
            {
                await timer;
                return "fired";
            }
            catch (TaskCanceledException)
            {
                return "cancelled";
            }
        }
    }
}
