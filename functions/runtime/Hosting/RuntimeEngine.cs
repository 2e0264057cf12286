using Ham4Db.Runtime.Activities;
using Ham4Db.Runtime.Entities;
using Ham4Db.Runtime.Orchestrations;
using Ham4Db.Runtime.Persistence;
using Ham4Db.Runtime.Queues;
using Ham4Db.Runtime.Timers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Hosting;

/// <summary>Puts the parts together, goes on with what was unfinished, and stops in good order.</summary>
internal sealed class RuntimeEngine(
    IServiceProvider services,
    RuntimeOptions options,
    FunctionCatalog catalog,
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILoggerFactory loggers) : IHostedLifecycleService, IDisposable
{
    private readonly ILogger logger = loggers.CreateLogger<RuntimeEngine>();
    private readonly DueQueue due = new(clock);
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource abandoned = new();
    private DurableStore? store;
    private OrchestrationDispatcher orchestrations = null!;
    private ActivityDispatcher activities = null!;
    private EntityDispatcher entities = null!;
    private QueueDispatcher queues = null!;
    private TimerService timers = null!;
    private Task runningTimers = Task.CompletedTask;
    private Task lastFunctions = Task.CompletedTask;
    private Task patience = Task.CompletedTask;

    public DurableStore Store => store ?? throw new InvalidOperationException("The host has not started.");

    public CompletionSignals Completions { get; } = new();

    /// <summary>Opens the store and loads what was unfinished; nothing of it runs before the host has started.</summary>
    /// <exception cref="RuntimeStartupException">The data folder cannot be used, or a trigger needs a setting that is missing or wrong.</exception>
    public void Open()
    {
        var invoker = services.GetRequiredService<FunctionInvoker>();
        var settings = new Settings(configuration);
        timers = new(catalog, invoker, settings, clock, loggers.CreateLogger<TimerService>());
        var queueFunctions = QueueDispatcher.FunctionsByQueue(catalog, settings);
        var opened = DurableStore.Open(options.DataFolder, clock);
        orchestrations = new(opened, catalog, invoker, options, clock, loggers);
        activities = new(catalog, invoker, orchestrations.Deliver, loggers.CreateLogger<ActivityDispatcher>(), abandoned.Token);
        entities = new(opened, catalog, invoker, loggers.CreateLogger<EntityDispatcher>(), abandoned.Token);
        queues = new(opened, queueFunctions, invoker, loggers.CreateLogger<QueueDispatcher>(), abandoned.Token);
        store = opened;

        // Before anything can be written: what is written from then on is handed out by its own transaction.
        var unfinished = opened.Read(StoredWork.Load);
        HandOut(unfinished);
        opened.Start(HandOut, OnStoreFailed);
        RuntimeLog.Opened(logger, options.DataFolder, unfinished.Count);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        orchestrations.Pool.Start();
        activities.Pool.Start();
        entities.Pool.Start();
        queues.Pool.Start();
        runningTimers = timers.RunAsync(Store, stopping.Token, abandoned.Token);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        // Before the web server stops, which may take a while: nothing new begins from here on.
        due.Dispose();
        await stopping.CancelAsync();
        if (store is null)
            return;
        lastFunctions = Task.WhenAll(runningTimers, queues.Pool.CloseAsync(), activities.Pool.CloseAsync(), entities.Pool.CloseAsync());
        patience = Task.Delay(options.StopTimeout, clock, CancellationToken.None);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (store is null)
            return;
        if (await Task.WhenAny(lastFunctions, patience) != lastFunctions)
        {
            RuntimeLog.StopTimedOut(logger, options.StopTimeout);
            await abandoned.CancelAsync();

            // What heeds its token ends now; nothing else can be waited for.
            await Task.WhenAny(lastFunctions, Task.Delay(TimeSpan.FromSeconds(1), clock, CancellationToken.None));
        }

        // Results of the last activities are stored by the turns that take them.
        await orchestrations.Pool.DrainAsync();
        await store.DisposeAsync();
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        due.Dispose();
        stopping.Dispose();
        abandoned.Dispose();
    }

    private void HandOut(Deliveries sent)
    {
        foreach (var message in sent.Orchestrations)
            At(message.Due, () => orchestrations.Deliver(message));
        foreach (var task in sent.Activities)
            activities.Deliver(task);
        foreach (var message in sent.Entities)
            At(message.Due, () => entities.Deliver(message));
        foreach (var message in sent.Queues)
            At(message.Due, () => queues.Deliver(message));
        foreach (var ended in sent.EndedInstances)
            Completions.Signal(ended);
    }

    private void At(DateTime? time, Action deliver)
    {
        if (time is { } later)
            due.Schedule(later, deliver);
        else
            deliver();
    }

    private void OnStoreFailed(Exception e)
    {
        RuntimeLog.StoreFailed(logger, e);
        lifetime.StopApplication();
    }
}
