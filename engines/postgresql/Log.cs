using Ham4Db.Core.Model;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Engines.PostgreSql;

/// <summary>Log messages of the engine, event ids 4100 to 4199. None carries credentials.</summary>
internal static partial class Log
{
    [LoggerMessage(4101, LogLevel.Warning, "{Key}: asked to become read-only; not confirmed in time, the request waits for the server to wake")]
    public static partial void FencePending(ILogger logger, InstanceKey key);

    [LoggerMessage(4102, LogLevel.Warning, "{Key}: became read-only as asked, {Milliseconds} ms after the request; {Killed} client connections ended")]
    public static partial void Fenced(ILogger logger, InstanceKey key, long milliseconds, int killed);

    [LoggerMessage(4103, LogLevel.Warning, "{Key}: did not become read-only: {Reason}")]
    public static partial void FenceFailed(ILogger logger, InstanceKey key, string reason);
}
