namespace Ham4Db.Runtime.DurableTask;

/// <summary>Options of a call to a sub-orchestration.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Makes options.</summary>
    /// <param name="retry">How a failure is tried again; null means not at all.</param>
    /// <param name="instanceId">Id of the sub-orchestration; null means one derived from the parent.</param>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>Adds an id to other options.</summary>
    /// <param name="options">The other options.</param>
    /// <param name="instanceId">Id of the sub-orchestration; null keeps that of <paramref name="options"/>, if it has one.</param>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    /// <summary>Id of the sub-orchestration; null means one derived from the parent.</summary>
    public string? InstanceId { get; init; }
}
