using Ham4Db.Core.Model;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Engines.OpenGauss;

/// <summary>Log messages of the engine, event ids 4200 to 4299. None carries credentials.</summary>
internal static partial class Log
{
    [LoggerMessage(4201, LogLevel.Warning, "{Key}: fenced, its agent has stopped it and keeps it from being a primary")]
    public static partial void Fenced(ILogger logger, InstanceKey key);

    [LoggerMessage(4202, LogLevel.Warning, "{Key}: not fenced: {Reason}")]
    public static partial void FenceFailed(ILogger logger, InstanceKey key, string reason);

    [LoggerMessage(4203, LogLevel.Warning, "{Key}: does not follow {Source} with the data that it has ({State}); it is built anew, and what it alone has is discarded")]
    public static partial void Rebuilding(ILogger logger, InstanceKey key, InstanceKey source, string state);

    [LoggerMessage(4204, LogLevel.Information, "{Key}: {Action} by its agent, for {Uid}")]
    public static partial void Acting(ILogger logger, InstanceKey key, string action, string uid);

    [LoggerMessage(4205, LogLevel.Information, "{Key}: its agent cannot tell the cluster's members: {Reason}")]
    public static partial void MembersUnknown(ILogger logger, InstanceKey key, string reason);
}
