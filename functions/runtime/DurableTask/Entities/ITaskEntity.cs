namespace Ham4Db.Runtime.DurableTask.Entities;

/// <summary>Something that runs the operations of an entity.</summary>
public interface ITaskEntity
{
    /// <summary>Runs one operation.</summary>
    /// <param name="operation">The operation with its input, and the entity's state.</param>
    /// <returns>The result; null when there is none.</returns>
    ValueTask<object?> RunAsync(TaskEntityOperation operation);
}
