namespace Ham4Db.Runtime.Orchestrations;

/// <summary>The step of the orchestration that waits for a sub-orchestration.</summary>
internal sealed record ParentLink(string Name, string InstanceId, string ExecutionId, int Seq);
