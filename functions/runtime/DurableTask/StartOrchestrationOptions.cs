using System.Diagnostics.CodeAnalysis;

namespace Ham4Db.Runtime.DurableTask;

/// <summary>Options of a new orchestration.</summary>
/// <param name="InstanceId">Its id; null means a new one.</param>
/// <param name="StartAt">When it starts; null means now.</param>
[SuppressMessage("Naming", "CA1725", Justification = "Names of the real type.")]
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null);
