namespace Ham4Db.Runtime.DurableTask.Core.Exceptions;

/// <summary>An orchestration with this id is pending or running, so that it cannot be started again. To be treated as a normal answer.</summary>
/// <param name="message">Which instance, and in which state.</param>
public class OrchestrationAlreadyExistsException(string message) : InvalidOperationException(message);
