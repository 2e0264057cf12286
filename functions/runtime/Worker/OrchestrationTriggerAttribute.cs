namespace Ham4Db.Runtime.Worker;

/// <summary>Makes the function an orchestrator; the parameter is a <see cref="DurableTask.TaskOrchestrationContext"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class OrchestrationTriggerAttribute : Attribute
{
    /// <summary>Name of the orchestrator; null means the name of the function.</summary>
    public string? Orchestration { get; set; }
}
