using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Tests.Fixtures;
using Ham4Db.Runtime.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ham4Db.Runtime.Tests.Triggers;

public sealed class TimerTriggerTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 30, TimeSpan.Zero);

    [Fact]
    public async Task A_timer_runs_at_each_occurrence_and_a_failure_changes_nothing()
    {
        var clock = new WatchedClock(Start);
        var runs = new Runs();
        await using var host = await StartAsync(clock, runs, typeof(EverySecond));
        foreach (var i in Enumerable.Range(1, 4))
        {
            await AdvanceAsync(clock, TimeSpan.FromSeconds(1), () => runs.Count == i);
            Assert.Equal(Start.AddSeconds(i), runs.Last.Time);
            Assert.False(runs.Last.Info.IsPastDue);
            Assert.Null(runs.Last.Info.ScheduleStatus);
        }

        Assert.Contains(host.Logs.Lines, line => line.Contains("'EverySecond' failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_the_interval_is_never_overlapped()
    {
        var clock = new WatchedClock(Start);
        var runs = new Runs { Gate = new() };
        await using var host = await StartAsync(clock, runs, typeof(Gated));
        await AdvanceAsync(clock, TimeSpan.FromSeconds(1), () => runs.Count == 1);
        clock.Advance(TimeSpan.FromSeconds(5));
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(1, runs.Count);
        var gate = runs.Gate;
        runs.Gate = null;
        gate.SetResult();

        // What was missed meanwhile falls out; the next occurrence is the next one from now.
        await AdvanceAsync(clock, TimeSpan.FromSeconds(1), () => runs.Count == 2);
    }

    [Fact]
    public async Task A_missed_occurrence_of_a_monitored_schedule_is_made_up_for()
    {
        var clock = new WatchedClock(Start);
        var runs = new Runs();
        await using var host = await StartAsync(clock, runs, typeof(EveryHour));
        await AdvanceAsync(clock, TimeSpan.FromMinutes(59.5), () => runs.Count == 1);
        Assert.False(runs.Last.Info.IsPastDue);
        var status = runs.Last.Info.ScheduleStatus!;
        Assert.Equal(new DateTime(2026, 3, 1, 13, 0, 0, DateTimeKind.Utc), status.Next);

        await host.StopAsync();
        clock.Advance(TimeSpan.FromHours(5));
        clock.Forget();
        await host.StartAsync();
        await Wait.UntilAsync(() => runs.Count == 2, "made up");
        Assert.True(runs.Last.Info.IsPastDue);
        Assert.Equal(new DateTime(2026, 3, 1, 13, 0, 0, DateTimeKind.Utc), runs.Last.Info.ScheduleStatus!.Last);
        await AdvanceAsync(clock, TimeSpan.FromHours(1), () => runs.Count == 3);
        Assert.False(runs.Last.Info.IsPastDue);
    }

    [Fact]
    public async Task A_restart_in_time_makes_up_for_nothing()
    {
        var clock = new WatchedClock(Start);
        var runs = new Runs();
        await using var host = await StartAsync(clock, runs, typeof(EveryHour), typeof(EveryHourUnmonitored));
        await host.StopAsync();
        clock.Advance(TimeSpan.FromMinutes(1));
        await host.StartAsync();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(0, runs.Count);
        await host.StopAsync();
        clock.Advance(TimeSpan.FromHours(2));
        await host.StartAsync();
        await Wait.UntilAsync(() => runs.Count == 1, "only the monitored one");
        await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(1, runs.Count);
    }

    [Fact]
    public async Task A_timer_can_run_at_startup_and_have_its_schedule_in_the_configuration()
    {
        var clock = new WatchedClock(Start);
        var runs = new Runs();
        await using var host = await StartAsync(clock, runs, typeof(AtStartup));
        await Wait.UntilAsync(() => runs.Count == 1, "startup");
        Assert.False(runs.Last.Info.IsPastDue);
        await AdvanceAsync(clock, TimeSpan.FromSeconds(2), () => runs.Count == 2);
    }

    [Theory]
    [InlineData(typeof(MissingSetting), "'NoSuchSetting'")]
    [InlineData(typeof(NoCron), "'every day'")]
    public async Task A_schedule_that_cannot_be_read_stops_the_start(Type functions, string named)
    {
        var refused = await Assert.ThrowsAsync<RuntimeStartupException>(() => EmbeddedHost.StartAsync(functions));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Contains(functions.Name, refused.Message, StringComparison.Ordinal);
    }

    private static Task<EmbeddedHost> StartAsync(WatchedClock clock, Runs runs, params Type[] functions) => EmbeddedHost.StartAsync(builder =>
    {
        builder.AddFunctions(functions);
        builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
        builder.Services.AddSingleton(runs);
        builder.Configuration["StartupSchedule"] = "*/2 * * * * *";
    });

    /// <summary>Moves the clock on once the loop waits for it, which it may not yet do when the last run has just ended.</summary>
    private static async Task AdvanceAsync(WatchedClock clock, TimeSpan time, Func<bool> reached)
    {
        await clock.UntilAwaitedAsync();
        clock.Advance(time);
        await Wait.UntilAsync(reached, $"run after {time}");
    }

    public sealed class Runs
    {
        private readonly List<(DateTimeOffset Time, TimerInfo Info)> all = [];

        public TaskCompletionSource? Gate { get; set; }

        public int Count
        {
            get
            {
                lock (all)
                    return all.Count;
            }
        }

        public (DateTimeOffset Time, TimerInfo Info) Last
        {
            get
            {
                lock (all)
                    return all[^1];
            }
        }

        public void Add(DateTimeOffset time, TimerInfo info)
        {
            lock (all)
                all.Add((time, info));
        }
    }

    public sealed class EverySecond(Runs runs, TimeProvider clock)
    {
        [Function(nameof(EverySecond))]
        public void Run([TimerTrigger("* * * * * *")] TimerInfo timer)
        {
            runs.Add(clock.GetUtcNow(), timer);
            throw new InvalidOperationException("each time");
        }
    }

    public sealed class Gated(Runs runs, TimeProvider clock)
    {
        [Function(nameof(Gated))]
        public async Task Run([TimerTrigger("* * * * * *")] TimerInfo timer, CancellationToken token)
        {
            runs.Add(clock.GetUtcNow(), timer);
            if (runs.Gate is { } gate)
                await gate.Task.WaitAsync(token);
        }
    }

    public sealed class EveryHour(Runs runs, TimeProvider clock)
    {
        [Function(nameof(EveryHour))]
        public Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer)
        {
            runs.Add(clock.GetUtcNow(), timer);
            return Task.CompletedTask;
        }
    }

    public sealed class EveryHourUnmonitored(Runs runs, TimeProvider clock)
    {
        [Function(nameof(EveryHourUnmonitored))]
        public void Run([TimerTrigger("0 0 * * * *", UseMonitor = false)] TimerInfo timer) => runs.Add(clock.GetUtcNow(), timer);
    }

    public sealed class AtStartup(Runs runs, TimeProvider clock)
    {
        [Function(nameof(AtStartup))]
        public void Run([TimerTrigger("%StartupSchedule%", RunOnStartup = true)] TimerInfo timer) => runs.Add(clock.GetUtcNow(), timer);
    }

    public static class MissingSetting
    {
        [Function(nameof(MissingSetting))]
        public static void Run([TimerTrigger("%NoSuchSetting%")] TimerInfo timer)
        {
        }
    }

    public static class NoCron
    {
        [Function(nameof(NoCron))]
        public static void Run([TimerTrigger("every day")] TimerInfo timer)
        {
        }
    }
}
