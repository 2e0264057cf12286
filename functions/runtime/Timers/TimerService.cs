using Cronos;
using Ham4Db.Runtime.Hosting;
using Ham4Db.Runtime.Persistence;
using Ham4Db.Runtime.Worker;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Timers;

/// <summary>All timer functions.</summary>
internal sealed class TimerService
{
    private readonly List<TimerLoop> loops = [];

    public TimerService(FunctionCatalog catalog, FunctionInvoker invoker, Settings settings, TimeProvider clock, ILogger<TimerService> logger)
    {
        foreach (var function in catalog.Of(TriggerKind.Timer))
        {
            var trigger = (TimerTriggerAttribute)function.Trigger;
            var text = settings.Resolve(trigger.Schedule, function);
            loops.Add(new(function, trigger, Parse(text, function), invoker, clock, logger));
        }
    }

    /// <summary>Runs the functions until <paramref name="stopping"/>; the task ends when the last run has ended.</summary>
    /// <param name="store">Keeps the monitored schedules.</param>
    /// <param name="stopping">No further run begins.</param>
    /// <param name="abandoned">Nobody waits for the running ones.</param>
    public Task RunAsync(DurableStore store, CancellationToken stopping, CancellationToken abandoned)
        => Task.WhenAll(loops.Select(loop => Task.Run(() => loop.RunAsync(store, stopping, abandoned))));

    private static CronExpression Parse(string text, FunctionDescriptor function)
    {
        try
        {
            return CronExpression.Parse(text, CronFormat.IncludeSeconds);
        }
        catch (CronFormatException e)
        {
            throw new RuntimeStartupException(
                $"Function '{function.Name}' has the schedule '{text}', which is not a cron expression of six fields (seconds first): {e.Message}", e);
        }
    }
}
