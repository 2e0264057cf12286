namespace Ham4Db.Functions.Probing.Shards;

/// <summary>Log entries of shards, 1060 to 1069.</summary>
internal static partial class ShardLog
{
    [LoggerMessage(1060, LogLevel.Information, "Shard {Shard} is probed by this process ({Process}) now; before by {Before}")]
    public static partial void Taken(ILogger logger, int shard, string process, string before);

    [LoggerMessage(1061, LogLevel.Information, "Shard {Shard} is not probed by this process any more: {Reason}")]
    public static partial void Ended(ILogger logger, int shard, string reason);

    [LoggerMessage(1062, LogLevel.Warning, "Shard {Shard} is free: {Owner}, which probed it, has given no sign of life for {Seconds} s")]
    public static partial void OwnerSilent(ILogger logger, int shard, string owner, double seconds);

    [LoggerMessage(1063, LogLevel.Warning, "The leases of the shards could not be looked at; the next second tries again")]
    public static partial void LookFailed(ILogger logger, Exception exception);

    [LoggerMessage(1064, LogLevel.Warning, "The lease of shard {Shard} could not be renewed; it is probed as long as nobody else has it")]
    public static partial void NotRenewed(ILogger logger, Exception exception, int shard);

    [LoggerMessage(1065, LogLevel.Error, "A round of probes of shard {Shard} failed; the next second goes on")]
    public static partial void RoundFailed(ILogger logger, Exception exception, int shard);

    [LoggerMessage(1066, LogLevel.Warning, "A message about shards was not understood and is dropped: {Reason}")]
    public static partial void NotUnderstood(ILogger logger, string reason);
}
