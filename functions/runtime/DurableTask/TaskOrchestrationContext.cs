using Ham4Db.Runtime.DurableTask.Entities;
using Ham4Db.Runtime.Orchestrations;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.DurableTask;

/// <summary>What an orchestrator may use: everything it awaits, and its clock, ids and logger, come from here.</summary>
public abstract class TaskOrchestrationContext
{
    /// <summary>Name of the orchestrator.</summary>
    public abstract TaskName Name { get; }

    /// <summary>Id of this orchestration.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The orchestration that started this one; null at the top.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>Time of the current step in UTC: the same in each replay.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the orchestrator is repeating steps recorded earlier.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>Calls, signals and locks of entities.</summary>
    public abstract TaskOrchestrationEntityFeature Entities { get; }

    /// <summary>Factory behind the replay-safe loggers.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The input given at the start.</summary>
    /// <typeparam name="T">Type of input.</typeparam>
    /// <returns>The input; the default value when there is none.</returns>
    public abstract T? GetInput<T>();

    /// <summary>Runs an activity, at least once.</summary>
    /// <param name="name">Name of the activity.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retry policy.</param>
    /// <returns>A task that fails with <see cref="TaskFailedException"/> when the activity fails.</returns>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null)
        => CallActivityAsync<object>(name, input, options);

    /// <summary>Runs an activity, at least once.</summary>
    /// <typeparam name="TResult">Type of result.</typeparam>
    /// <param name="name">Name of the activity.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retry policy.</param>
    /// <returns>Its result; fails with <see cref="TaskFailedException"/> when the activity fails.</returns>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>A durable timer.</summary>
    /// <param name="delay">Time from now.</param>
    /// <param name="cancellationToken">Cancels the timer.</param>
    /// <returns>A task that ends when the time has come.</returns>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken)
        => CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>A durable timer.</summary>
    /// <param name="fireAt">The time, in UTC.</param>
    /// <param name="cancellationToken">Cancels the timer.</param>
    /// <returns>A task that ends when the time has come.</returns>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Waits for an event; one that came before anybody waited is not lost.</summary>
    /// <typeparam name="T">Type of payload.</typeparam>
    /// <param name="eventName">Name of the event, without regard to case.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The payload.</returns>
    public abstract Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an event for a limited time.</summary>
    /// <typeparam name="T">Type of payload.</typeparam>
    /// <param name="eventName">Name of the event, without regard to case.</param>
    /// <param name="timeout">Longest wait.</param>
    /// <returns>The payload; fails with <see cref="TaskCanceledException"/> when the time is over.</returns>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout)
        => WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event for a limited time.</summary>
    /// <typeparam name="T">Type of payload.</typeparam>
    /// <param name="eventName">Name of the event, without regard to case.</param>
    /// <param name="timeout">Longest wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The payload; fails with <see cref="TaskCanceledException"/> when the time is over or the wait is ended.</returns>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var stopTimer = new CancellationTokenSource();
        using var stopWait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = CreateTimer(timeout, stopTimer.Token);
        var received = WaitForExternalEvent<T>(eventName, stopWait.Token);

        // Synchronous on purpose: CancelAsync would leave the orchestrator's thread.
        var loser = await Task.WhenAny(timer, received) == received ? stopTimer : stopWait;
        loser.Cancel();
        return await received;
    }

    /// <summary>Sends an event to another orchestration.</summary>
    /// <param name="instanceId">Its id.</param>
    /// <param name="eventName">Name of the event.</param>
    /// <param name="payload">Its payload.</param>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Publishes a status beside the runtime status.</summary>
    /// <param name="customStatus">The status; null clears it.</param>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Runs another orchestration and waits for it.</summary>
    /// <typeparam name="TResult">Type of result.</typeparam>
    /// <param name="orchestratorName">Its orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retry policy and instance id.</param>
    /// <returns>Its output; fails with <see cref="TaskFailedException"/> when it fails.</returns>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <summary>Runs another orchestration and waits for it.</summary>
    /// <param name="orchestratorName">Its orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Retry policy and instance id.</param>
    /// <returns>A task that fails with <see cref="TaskFailedException"/> when it fails.</returns>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
        => CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Once the orchestrator returns, starts it again with an empty history.</summary>
    /// <param name="newInput">Input of the new run.</param>
    /// <param name="preserveUnprocessedEvents">Whether events that nobody waited for are kept for the new run.</param>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>A new id that is the same in each replay.</summary>
    /// <returns>The id.</returns>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent during replay.</summary>
    /// <param name="categoryName">Category.</param>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger(string categoryName)
        => new ReplaySafeLogger(this, LoggerFactory.CreateLogger(categoryName));

    /// <summary>A logger that is silent during replay.</summary>
    /// <param name="type">Type whose name is the category.</param>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger(Type type)
        => new ReplaySafeLogger(this, LoggerFactory.CreateLogger(type));

    /// <summary>A logger that is silent during replay.</summary>
    /// <typeparam name="T">Type whose name is the category.</typeparam>
    /// <returns>The logger.</returns>
    public virtual ILogger CreateReplaySafeLogger<T>() => CreateReplaySafeLogger(typeof(T));
}
