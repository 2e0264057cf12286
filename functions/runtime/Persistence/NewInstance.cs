using Ham4Db.Runtime.Orchestrations;

namespace Ham4Db.Runtime.Persistence;

/// <summary>An orchestration to be started.</summary>
internal sealed record NewInstance(string InstanceId, string Name, string? Input, ParentLink? Parent = null, DateTime? StartAt = null);
