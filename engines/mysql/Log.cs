using Ham4Db.Core.Model;
using Ham4Db.Engines.MySql.Probing;
using Microsoft.Extensions.Logging;

namespace Ham4Db.Engines.MySql;

/// <summary>Log messages of the engine, event ids 4000 to 4099. None carries credentials.</summary>
internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Warning, "{Key}: query {Question} failed with error {Number}; its last answer is kept")]
    public static partial void QueryFailed(ILogger logger, InstanceKey key, Question question, int number);

    [LoggerMessage(4006, LogLevel.Debug, "{Key}: {Question} cannot be asked there, error {Number}")]
    public static partial void QuestionRefused(ILogger logger, InstanceKey key, Question question, int number);

    [LoggerMessage(4002, LogLevel.Warning, "{Key}: the configured queries were lost: {Reason}")]
    public static partial void QueriesLost(ILogger logger, InstanceKey key, string reason);

    [LoggerMessage(4003, LogLevel.Warning, "{Key}: asked to become read-only; not confirmed in time, the request waits for the server to wake")]
    public static partial void FencePending(ILogger logger, InstanceKey key);

    [LoggerMessage(4004, LogLevel.Warning, "{Key}: became read-only as asked, {Milliseconds} ms after the request; {Killed} client connections ended")]
    public static partial void Fenced(ILogger logger, InstanceKey key, long milliseconds, int killed);

    [LoggerMessage(4005, LogLevel.Warning, "{Key}: did not become read-only: {Reason}")]
    public static partial void FenceFailed(ILogger logger, InstanceKey key, string reason);
}
