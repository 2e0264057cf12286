using Ham4Db.Runtime.DurableTask.Entities;

namespace Ham4Db.Runtime.DurableTask.Client.Entities;

/// <summary>Signals and reads entities.</summary>
/// <param name="name">Name of the task hub.</param>
public abstract class DurableEntityClient(string name)
{
    /// <summary>Name of the task hub.</summary>
    public string Name { get; } = name;

    /// <summary>Sends an operation to an entity without waiting for it.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">When it is delivered.</param>
    /// <param name="cancellation">Gives up before the signal is stored.</param>
    /// <returns>A task that ends when the signal is durable.</returns>
    public abstract Task SignalEntityAsync(
        EntityInstanceId id,
        string operationName,
        object? input = null,
        SignalEntityOptions? options = null,
        CancellationToken cancellation = default);

    /// <summary>The state of an entity as last saved.</summary>
    /// <typeparam name="T">Type of state.</typeparam>
    /// <param name="id">The entity.</param>
    /// <param name="includeState">Whether the state itself is read.</param>
    /// <param name="cancellation">Ends the request.</param>
    /// <returns>The state; null when there is no such entity.</returns>
    public abstract Task<EntityMetadata<T>?> GetEntityAsync<T>(EntityInstanceId id, bool includeState = true, CancellationToken cancellation = default);
}
