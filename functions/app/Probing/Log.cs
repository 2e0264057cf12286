namespace Ham4Db.Functions.Probing;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Warning, "Seed {Seed} was not discovered: {Reason}")]
    public static partial void SeedNotDiscovered(ILogger logger, string seed, string reason);

    [LoggerMessage(1002, LogLevel.Information, "{Instance} joined cluster {ClusterId}")]
    public static partial void Joined(ILogger logger, InstanceKey instance, string clusterId);

    [LoggerMessage(1003, LogLevel.Warning, "{Instance} cannot be probed: {Reason}")]
    public static partial void ProbeFailed(ILogger logger, InstanceKey instance, string reason);

    [LoggerMessage(1004, LogLevel.Warning, "{Code} on {Instance}: {Description}")]
    public static partial void Found(ILogger logger, string code, InstanceKey instance, string description);

    [LoggerMessage(1005, LogLevel.Warning, "Asking the replicas of {Instance} to reconnect, to learn whether it is dead")]
    public static partial void Reconnecting(ILogger logger, InstanceKey instance);

    [LoggerMessage(1006, LogLevel.Warning, "Recovery of {Instance} in cluster {ClusterId} starts")]
    public static partial void Recovering(ILogger logger, InstanceKey instance, string clusterId);

    [LoggerMessage(1007, LogLevel.Warning, "Demoted primary {Instance} was seen writable and is made read-only")]
    public static partial void Fencing(ILogger logger, InstanceKey instance);

    [LoggerMessage(1008, LogLevel.Error, "Watching cluster {ClusterId} failed; the next tick goes on")]
    public static partial void WatchFailed(ILogger logger, Exception exception, string clusterId);

    [LoggerMessage(1010, LogLevel.Warning, "The server of {From} answers at {To} now")]
    public static partial void Moved(ILogger logger, InstanceKey from, InstanceKey to);

    [LoggerMessage(1009, LogLevel.Error, "Demoted primary {Instance} could not be made read-only: {Reason}")]
    public static partial void FencingFailed(ILogger logger, InstanceKey instance, string reason);

    [LoggerMessage(1011, LogLevel.Error, "{What} failed; the next second goes on")]
    public static partial void SideWorkFailed(ILogger logger, Exception exception, string what);

    [LoggerMessage(1040, LogLevel.Warning, "No Pseudo-GTID entry can be written on {Instance}; it needs DROP on `_pseudo_gtid_`: {Reason}")]
    public static partial void PseudoGtidNotWritten(ILogger logger, InstanceKey instance, string reason);
}
