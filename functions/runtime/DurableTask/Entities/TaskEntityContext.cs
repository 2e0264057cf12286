namespace Ham4Db.Runtime.DurableTask.Entities;

/// <summary>What an entity may do during an operation; all of it takes effect only if the operation does not throw.</summary>
public abstract class TaskEntityContext
{
    /// <summary>The entity.</summary>
    public abstract EntityInstanceId Id { get; }

    /// <summary>Sends an operation to an entity without waiting.</summary>
    /// <param name="id">The entity.</param>
    /// <param name="operationName">The operation.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">When it is delivered.</param>
    public abstract void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null);

    /// <summary>Starts an orchestration without waiting; nothing happens when its id is pending or running.</summary>
    /// <param name="name">Its orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="options">Id and time of start.</param>
    /// <returns>Its id.</returns>
    public abstract string ScheduleNewOrchestration(TaskName name, object? input = null, StartOrchestrationOptions? options = null);
}
