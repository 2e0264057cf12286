namespace Ham4Db.Runtime.DurableTask.Entities;

/// <summary>One operation of an entity.</summary>
public abstract class TaskEntityOperation
{
    /// <summary>Name of the operation, as the caller wrote it.</summary>
    public abstract string Name { get; }

    /// <summary>What the operation may use.</summary>
    public abstract TaskEntityContext Context { get; }

    /// <summary>The entity's state.</summary>
    public abstract TaskEntityState State { get; }

    /// <summary>Whether the caller gave an input.</summary>
    public abstract bool HasInput { get; }

    /// <summary>The input.</summary>
    /// <typeparam name="T">Type of input.</typeparam>
    /// <returns>The input; the default value when there is none.</returns>
    public virtual T? GetInput<T>() => (T?)GetInput(typeof(T));

    /// <summary>The input.</summary>
    /// <param name="inputType">Type of input.</param>
    /// <returns>The input; null when there is none.</returns>
    public abstract object? GetInput(Type inputType);

    /// <inheritdoc/>
    public override string ToString() => $"{Context.Id.Name}/{Name}";
}
