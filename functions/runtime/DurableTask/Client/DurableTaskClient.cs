using Ham4Db.Runtime.DurableTask.Client.Entities;

namespace Ham4Db.Runtime.DurableTask.Client;

/// <summary>Starts, watches and ends orchestrations, and signals entities.</summary>
/// <param name="name">Name of the task hub.</param>
public abstract class DurableTaskClient(string name) : IAsyncDisposable
{
    /// <summary>Name of the task hub.</summary>
    public string Name { get; } = name;

    /// <summary>Signals and reads entities.</summary>
    public abstract DurableEntityClient Entities { get; }

    /// <summary>Starts an orchestration; the task ends when the start is durable.</summary>
    /// <param name="orchestratorName">Its orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Id and time of start.</param>
    /// <param name="cancellation">Gives up before the start is stored.</param>
    /// <returns>Its id.</returns>
    /// <exception cref="ArgumentException">There is no such orchestrator.</exception>
    /// <exception cref="Core.Exceptions.OrchestrationAlreadyExistsException">The id is pending or running.</exception>
    public abstract Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default);

    /// <summary>Sends an event to an orchestration.</summary>
    /// <param name="instanceId">Its id.</param>
    /// <param name="eventName">Name of the event.</param>
    /// <param name="eventPayload">Its payload.</param>
    /// <param name="cancellation">Gives up before the event is stored.</param>
    /// <returns>A task that ends when the event is durable.</returns>
    /// <exception cref="ArgumentException">There is no such orchestration.</exception>
    /// <exception cref="InvalidOperationException">It has ended.</exception>
    public abstract Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default);

    /// <summary>Waits until an orchestration has ended.</summary>
    /// <param name="instanceId">Its id.</param>
    /// <param name="getInputsAndOutputs">Whether input, output and custom status are read too.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Its state.</returns>
    /// <exception cref="ArgumentException">There is no such orchestration.</exception>
    public abstract Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>Waits until an orchestration has ended.</summary>
    /// <param name="instanceId">Its id.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Its state, without input and output.</returns>
    public virtual Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, CancellationToken cancellation)
        => WaitForInstanceCompletionAsync(instanceId, false, cancellation);

    /// <summary>Ends an orchestration from outside; its sub-orchestrations go on.</summary>
    /// <param name="instanceId">Its id.</param>
    /// <param name="output">Output that it gets; a <see cref="TerminateInstanceOptions"/> counts as such.</param>
    /// <param name="cancellation">Gives up before the request is stored.</param>
    /// <returns>A task that ends when the request is durable.</returns>
    /// <exception cref="ArgumentException">There is no such orchestration.</exception>
    public virtual Task TerminateInstanceAsync(string instanceId, object? output, CancellationToken cancellation = default)
        => TerminateInstanceAsync(instanceId, output as TerminateInstanceOptions ?? new(output), cancellation);

    /// <summary>Ends an orchestration from outside; nothing happens when it has ended already.</summary>
    /// <param name="instanceId">Its id.</param>
    /// <param name="options">Output, and what happens to sub-orchestrations.</param>
    /// <param name="cancellation">Gives up before the request is stored.</param>
    /// <returns>A task that ends when the request is durable.</returns>
    /// <exception cref="ArgumentException">There is no such orchestration.</exception>
    public abstract Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default);

    /// <summary>The state of an orchestration.</summary>
    /// <param name="instanceId">Its id.</param>
    /// <param name="getInputsAndOutputs">Whether input, output and custom status are read too.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>Its state; null when there is no such orchestration.</returns>
    public abstract Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default);

    /// <summary>The state of an orchestration.</summary>
    /// <param name="instanceId">Its id.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>Its state without input and output; null when there is no such orchestration.</returns>
    public virtual Task<OrchestrationMetadata?> GetInstanceAsync(string instanceId, CancellationToken cancellation)
        => GetInstanceAsync(instanceId, false, cancellation);

    /// <summary>Orchestrations by filter, in the order of their ids.</summary>
    /// <param name="filter">Which ones; null means all.</param>
    /// <returns>Their states.</returns>
    public abstract AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null);

    /// <summary>Deletes an orchestration that has ended.</summary>
    /// <param name="instanceId">Its id.</param>
    /// <param name="cancellation">Gives up before the deletion.</param>
    /// <returns>How many were deleted: 0 when it does not exist or has not ended.</returns>
    public abstract Task<PurgeResult> PurgeInstanceAsync(string instanceId, CancellationToken cancellation = default);

    /// <summary>Deletes the orchestrations that have ended and pass a filter.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="cancellation">Gives up before the deletion.</param>
    /// <returns>How many were deleted.</returns>
    public abstract Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, CancellationToken cancellation = default);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
