using Ham4Db.Runtime.Entities;

namespace Ham4Db.Runtime.DurableTask.Entities;

/// <summary>An entity whose public methods are its operations, found by name without regard to case.</summary>
/// <typeparam name="TState">Its state, kept as JSON; saved after each operation unless it throws.</typeparam>
public abstract class TaskEntity<TState> : ITaskEntity
{
    /// <summary>The state.</summary>
    protected TState State { get; set; } = default!;

    /// <summary>What the running operation may use.</summary>
    protected TaskEntityContext Context { get; private set; } = null!;

    /// <inheritdoc/>
    public async ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Context = operation.Context;
        State = operation.State.GetState(typeof(TState)) is TState state ? state : InitializeState(operation);
        if (EntityMethods.Find(GetType(), operation.Name) is { } method)
        {
            var result = await EntityMethods.InvokeAsync(this, method, operation);
            operation.State.SetState(State);
            return result;
        }

        if (!string.Equals(operation.Name, "delete", StringComparison.OrdinalIgnoreCase))
            throw new NotSupportedException($"No suitable method found for entity operation '{operation}'.");
        operation.State.SetState(null);
        return null;
    }

    /// <summary>The state of an entity that has none yet; a new <typeparamref name="TState"/> unless overridden.</summary>
    /// <param name="entityOperation">The first operation.</param>
    /// <returns>The state.</returns>
    protected virtual TState InitializeState(TaskEntityOperation entityOperation)
    {
        var type = Nullable.GetUnderlyingType(typeof(TState)) ?? typeof(TState);
        return (TState)Activator.CreateInstance(type)!;
    }
}
