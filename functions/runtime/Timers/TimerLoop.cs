using Cronos;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Persistence;
using Ham4Db.Runtime.Worker;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Timers;

/// <summary>Runs one timer function again and again; a run that takes longer than the interval makes the occurrences in between fall out.</summary>
internal sealed class TimerLoop(
    FunctionDescriptor function, TimerTriggerAttribute trigger, CronExpression schedule, FunctionInvoker invoker, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan ShortestMonitored = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task RunAsync(DurableStore store, CancellationToken stopping, CancellationToken abandoned)
    {
        try
        {
            var status = IsMonitored() ? await LoadAsync(store) : null;
            var isPastDue = status is not null && schedule.GetNextOccurrence(status.LastUpdated) < Now;
            var next = isPastDue || trigger.RunOnStartup ? Now : schedule.GetNextOccurrence(Now);
            while (next is { } occurrence && await WaitAsync(occurrence, stopping))
            {
                await InvokeAsync(new() { IsPastDue = isPastDue, ScheduleStatus = status }, abandoned);
                isPastDue = false;
                next = schedule.GetNextOccurrence(Now);
                if (status is not null)
                    status = await SaveAsync(store, occurrence, next);
            }
        }
        catch (Exception e)
        {
            // The store: the host stops anyway.
            RuntimeLog.TimerFailed(logger, function.Name, e);
        }
    }

    private bool IsMonitored()
    {
        var upcoming = schedule.GetOccurrences(Now, Now.AddYears(10)).Take(2).ToArray();
        return trigger.UseMonitor && upcoming.Length == 2 && upcoming[1] - upcoming[0] >= ShortestMonitored;
    }

    private async Task<bool> WaitAsync(DateTime until, CancellationToken stopping)
    {
        while (until - Now is { Ticks: > 0 } wait)
        {
            // Rounded up: system timers count whole milliseconds.
            var delay = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
            await Task.Delay(delay < LongestWait ? delay : LongestWait, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
                break;
        }

        return !stopping.IsCancellationRequested;
    }

    private async Task InvokeAsync(TimerInfo info, CancellationToken abandoned)
    {
        try
        {
            await invoker.InvokeAsync(function, _ => info, abandoned);
        }
        catch (Exception e)
        {
            RuntimeLog.TimerFailed(logger, function.Name, e);
        }
    }

    private async Task<ScheduleStatus> LoadAsync(DurableStore store) => store.Read(sql => sql.Query(
        "SELECT last, next, updated FROM timers WHERE function = $0",
        r => new ScheduleStatus { Last = r.Time(0), Next = r.Time(1), LastUpdated = r.Time(2) },
        function.Name)).SingleOrDefault() ?? await SaveAsync(store, default, schedule.GetNextOccurrence(Now));

    private async Task<ScheduleStatus> SaveAsync(DurableStore store, DateTime last, DateTime? next)
    {
        var status = new ScheduleStatus { Last = last, Next = next ?? DateTime.MaxValue, LastUpdated = Now };
        await store.CommitAsync(work => work.Sql.Execute(
            """
            INSERT INTO timers (function, last, next, updated) VALUES ($0, $1, $2, $3)
            ON CONFLICT (function) DO UPDATE SET last = $1, next = $2, updated = $3
            """,
            function.Name, status.Last.Ticks, status.Next.Ticks, status.LastUpdated.Ticks));
        return status;
    }
}
