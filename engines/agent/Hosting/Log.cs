using System.Net;
using Ham4Db.OpenGaussAgent.Protocol;
using Action = Ham4Db.OpenGaussAgent.Protocol.Action;

namespace Ham4Db.OpenGaussAgent.Hosting;

/// <summary>Everything that the agent logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "The agent of {Node} ({Engine}, {DataFolder}) listens on {Address}:{Port}")]
    public static partial void Started(ILogger logger, string node, Engine engine, string dataFolder, string address, int port);

    [LoggerMessage(2, LogLevel.Warning, "A call of {Path} from {Address} was refused: {Message}")]
    public static partial void Unauthenticated(ILogger logger, IPAddress? address, string path, string message);

    [LoggerMessage(10, LogLevel.Information, "{Action} {Operation} begins, asked for by {Caller}: {Reason}")]
    public static partial void Begun(ILogger logger, Action action, string operation, string caller, string reason);

    [LoggerMessage(11, LogLevel.Information, "{Action} {Operation} is done")]
    public static partial void Succeeded(ILogger logger, Action action, string operation);

    [LoggerMessage(12, LogLevel.Error, "{Action} {Operation} failed: {Message}")]
    public static partial void Failed(ILogger logger, Action action, string operation, string message);

    [LoggerMessage(13, LogLevel.Error, "{Action} {Operation} broke off")]
    public static partial void Broken(ILogger logger, Action action, string operation, Exception exception);

    [LoggerMessage(14, LogLevel.Warning, "{Action} {Operation}, asked for by {Caller}, was refused: {Message}")]
    public static partial void Refused(ILogger logger, Action action, string operation, string caller, string message);

    [LoggerMessage(20, LogLevel.Critical, "The primary is fenced: {Reason}")]
    public static partial void Fenced(ILogger logger, string reason);

    [LoggerMessage(21, LogLevel.Critical, "A primary that must not write could not be stopped: {Message}")]
    public static partial void FenceFailed(ILogger logger, string message);

    [LoggerMessage(25, LogLevel.Warning, "The database is asked by its programs, as it refused a kept connection or what was asked over it: {Message}")]
    public static partial void SessionRefused(ILogger logger, string message);

    [LoggerMessage(30, LogLevel.Information, "Registered with {Server}")]
    public static partial void Registered(ILogger logger, Uri server);

    [LoggerMessage(31, LogLevel.Warning, "Registering with {Server} failed: {Message}")]
    public static partial void NotRegistered(ILogger logger, Uri server, string message);
}
