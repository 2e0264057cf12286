using Ham4Db.Runtime.DurableTask;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Runtime.Hosting;

/// <summary>What the host logs.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(1, LogLevel.Information, "The runtime keeps its state in {Folder}; {Unfinished} unfinished work items were found there")]
    public static partial void Opened(ILogger logger, string folder, int unfinished);

    [LoggerMessage(2, LogLevel.Critical, "The runtime's store cannot be written; the host stops")]
    public static partial void StoreFailed(ILogger logger, Exception e);

    [LoggerMessage(3, LogLevel.Warning, "Functions still run after {Timeout}; the host stops without them, and they run again at the next start")]
    public static partial void StopTimedOut(ILogger logger, TimeSpan timeout);

    [LoggerMessage(10, LogLevel.Error, "A turn of orchestration '{InstanceId}' was lost; it is repeated at the next start")]
    public static partial void TurnLost(ILogger logger, string instanceId, Exception e);

    [LoggerMessage(11, LogLevel.Error, "Orchestration '{InstanceId}' ({Name}) cannot be replayed")]
    public static partial void ReplayFailed(ILogger logger, string name, string instanceId, Exception e);

    [LoggerMessage(12, LogLevel.Warning, "Orchestration '{InstanceId}' ({Name}) failed: {Failure}")]
    public static partial void OrchestrationFailed(ILogger logger, string name, string instanceId, TaskFailureDetails failure);

    [LoggerMessage(20, LogLevel.Warning, "Activity '{Name}' of orchestration '{InstanceId}' failed")]
    public static partial void ActivityFailed(ILogger logger, string name, string instanceId, Exception e);

    [LoggerMessage(30, LogLevel.Warning, "Operation '{Operation}' of entity '{Entity}' failed")]
    public static partial void OperationFailed(ILogger logger, string operation, string entity, Exception e);

    [LoggerMessage(31, LogLevel.Error, "A message of entity '{Entity}' was lost; it is repeated at the next start")]
    public static partial void EntityWorkLost(ILogger logger, string entity, Exception e);

    [LoggerMessage(40, LogLevel.Error, "Timer function '{Name}' failed")]
    public static partial void TimerFailed(ILogger logger, string name, Exception e);

    [LoggerMessage(50, LogLevel.Error, "Queue function '{Name}' failed on a message, attempt {Attempt}")]
    public static partial void QueueMessageFailed(ILogger logger, string name, int attempt, Exception e);

    [LoggerMessage(52, LogLevel.Error, "A message of queue '{Queue}' was lost; it is repeated at the next start")]
    public static partial void QueueWorkLost(ILogger logger, string queue, Exception e);

    [LoggerMessage(51, LogLevel.Error, "A message of queue '{Queue}' failed {Attempts} times and was moved to '{Poison}'")]
    public static partial void Poisoned(ILogger logger, string queue, int attempts, string poison);
}
