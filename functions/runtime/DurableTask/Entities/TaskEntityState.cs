namespace Ham4Db.Runtime.DurableTask.Entities;

/// <summary>State of an entity during one operation.</summary>
public abstract class TaskEntityState
{
    /// <summary>Whether the entity has a state.</summary>
    public abstract bool HasState { get; }

    /// <summary>The state.</summary>
    /// <typeparam name="T">Type of state.</typeparam>
    /// <param name="defaultValue">What to return when there is none.</param>
    /// <returns>The state.</returns>
    public virtual T? GetState<T>(T? defaultValue = default) => GetState(typeof(T)) is T state ? state : defaultValue;

    /// <summary>The state.</summary>
    /// <param name="type">Type of state.</param>
    /// <returns>The state; null when there is none.</returns>
    public abstract object? GetState(Type type);

    /// <summary>Replaces the state, which is saved when the operation ends without an exception.</summary>
    /// <param name="state">The new state; null deletes the entity.</param>
    public abstract void SetState(object? state);
}
