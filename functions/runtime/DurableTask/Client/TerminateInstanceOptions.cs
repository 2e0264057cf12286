namespace Ham4Db.Runtime.DurableTask.Client;

/// <summary>How an orchestration is ended from outside.</summary>
/// <param name="Output">Output that it gets.</param>
/// <param name="Recursive">Whether the sub-orchestrations that it waits for are ended too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
