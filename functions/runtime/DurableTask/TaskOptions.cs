namespace Ham4Db.Runtime.DurableTask;

/// <summary>Options of a call to an activity or sub-orchestration.</summary>
public record TaskOptions
{
    /// <summary>Makes options.</summary>
    /// <param name="retry">How a failure is tried again; null means not at all.</param>
    public TaskOptions(TaskRetryOptions? retry = null) => Retry = retry;

    /// <summary>Copies options.</summary>
    /// <param name="options">The original.</param>
    public TaskOptions(TaskOptions options) => Retry = (options ?? throw new ArgumentNullException(nameof(options))).Retry;

    /// <summary>How a failure is tried again; null means not at all.</summary>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Options with the given retry policy.</summary>
    /// <param name="policy">Attempts and pauses.</param>
    /// <returns>The options.</returns>
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

    /// <summary>These options for a sub-orchestration with the given id.</summary>
    /// <param name="instanceId">Id of the sub-orchestration.</param>
    /// <returns>The options.</returns>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}
