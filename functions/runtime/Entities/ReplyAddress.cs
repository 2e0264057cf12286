namespace Ham4Db.Runtime.Entities;

/// <summary>The step of the orchestration that waits for an entity.</summary>
internal sealed record ReplyAddress(string InstanceId, string ExecutionId, int Seq);
