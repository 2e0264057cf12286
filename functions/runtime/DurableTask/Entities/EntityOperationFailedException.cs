namespace Ham4Db.Runtime.DurableTask.Entities;

/// <summary>An operation that an orchestration called on an entity threw; the entity's state is as before.</summary>
/// <param name="entityId">The entity.</param>
/// <param name="operationName">The operation.</param>
/// <param name="failureDetails">Why it failed.</param>
public sealed class EntityOperationFailedException(EntityInstanceId entityId, string operationName, TaskFailureDetails failureDetails)
    : Exception($"Operation '{operationName}' of entity '{entityId}' failed: {failureDetails?.ErrorMessage}")
{
    /// <summary>The entity.</summary>
    public EntityInstanceId EntityId { get; } = entityId;

    /// <summary>The operation.</summary>
    public string OperationName { get; } = operationName;

    /// <summary>Why it failed.</summary>
    public TaskFailureDetails FailureDetails { get; } = failureDetails ?? throw new ArgumentNullException(nameof(failureDetails));
}
