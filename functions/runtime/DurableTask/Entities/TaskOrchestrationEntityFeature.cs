namespace Ham4Db.Runtime.DurableTask.Entities;

/// <summary>What an orchestration may do with entities.</summary>
public abstract class TaskOrchestrationEntityFeature
{
    /// <summary>Runs an operation and waits for its result.</summary>
    /// <typeparam name="TResult">Type of result.</typeparam>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Options.</param>
    /// <returns>The result; fails with <see cref="EntityOperationFailedException"/> when the operation throws.</returns>
    public abstract Task<TResult> CallEntityAsync<TResult>(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null);

    /// <summary>Runs an operation and waits for its end.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Options.</param>
    /// <returns>A task that fails with <see cref="EntityOperationFailedException"/> when the operation throws.</returns>
    public abstract Task CallEntityAsync(EntityInstanceId id, string operationName, object? input = null, CallEntityOptions? options = null);

    /// <summary>Sends an operation without waiting for it.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">When it is delivered.</param>
    /// <returns>A task that is done at once.</returns>
    public abstract Task SignalEntityAsync(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null);

    /// <summary>Takes the locks of all given entities, in a fixed order, and so enters a critical section.</summary>
    /// <param name="entityIds">The entities; at least one.</param>
    /// <returns>The critical section; disposing of it releases the locks.</returns>
    /// <exception cref="ArgumentException">No entity is given.</exception>
    /// <exception cref="InvalidOperationException">The orchestration is in a critical section already.</exception>
    public abstract Task<IAsyncDisposable> LockEntitiesAsync(params EntityInstanceId[] entityIds);

    /// <summary>Whether the orchestration is in a critical section.</summary>
    /// <returns>True from the grant of the locks to their release.</returns>
    public abstract bool InCriticalSection();
}
