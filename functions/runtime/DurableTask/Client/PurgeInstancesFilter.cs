namespace Ham4Db.Runtime.DurableTask.Client;

/// <summary>Which ended orchestrations to delete; what is null does not filter.</summary>
/// <param name="CreatedFrom">Accepted at or after this time.</param>
/// <param name="CreatedTo">Accepted at or before this time.</param>
/// <param name="Statuses">In one of these states; orchestrations that have not ended are never deleted.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null);
