namespace Ham4Db.Runtime.DurableTask.Client;

/// <summary>Which orchestrations to list; what is null does not filter.</summary>
/// <param name="CreatedFrom">Accepted at or after this time.</param>
/// <param name="CreatedTo">Accepted at or before this time.</param>
/// <param name="Statuses">In one of these states.</param>
/// <param name="TaskHubNames">Task hubs on Azure; the embedded host has one and ignores it.</param>
/// <param name="InstanceIdPrefix">How the id begins.</param>
/// <param name="PageSize">Orchestrations in a page.</param>
/// <param name="FetchInputsAndOutputs">Whether input, output and custom status are read too.</param>
/// <param name="ContinuationToken">Where to begin.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    /// <summary>Orchestrations in a page unless said otherwise.</summary>
    public const int DefaultPageSize = 100;
}
