using Ham4Db.Runtime.DurableTask;

namespace Ham4Db.Runtime.Orchestrations;

/// <summary>How to run an orchestrator function.</summary>
/// <param name="Start">Calls the function up to its first await.</param>
/// <param name="Result">The result of the ended task.</param>
internal sealed record OrchestratorCode(Func<TaskOrchestrationContext, Task> Start, Func<Task, object?> Result);
