namespace Ham4Db.Runtime.Activities;

/// <summary>An activity that an orchestration waits for.</summary>
internal sealed record ActivityTask(long Id, string InstanceId, string ExecutionId, int Seq, string Name, string? Input);
