using Ham4Db.Runtime.DurableTask.Client;
using Ham4Db.Runtime.Orchestrations;

namespace Ham4Db.Runtime.Persistence;

/// <summary>An orchestration as stored.</summary>
internal sealed record InstanceRow(string InstanceId, string ExecutionId, string Name, OrchestrationRuntimeStatus Status)
{
    public DateTime CreatedAt { get; init; }

    public DateTime UpdatedAt { get; init; }

    public string? Input { get; init; }

    public string? Output { get; init; }

    public string? CustomStatus { get; init; }

    public string? Failure { get; init; }

    public ParentLink? Parent { get; init; }

    public bool HasEnded => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
