namespace Ham4Db.Functions.Agents;

internal static partial class AgentLog
{
    [LoggerMessage(1701, LogLevel.Information, "The agent at {Agent} registered: {Engine}, version {Version}")]
    public static partial void Registered(ILogger logger, string agent, DatabaseEngine engine, string version);

    [LoggerMessage(1702, LogLevel.Information, "The agent at {Agent} says something else of itself than before")]
    public static partial void Changed(ILogger logger, string agent);

    [LoggerMessage(1703, LogLevel.Warning, "The agent at {Agent}: {Warning}")]
    public static partial void UnsafeSelfFencing(ILogger logger, string agent, string warning);

    [LoggerMessage(1704, LogLevel.Warning, "The agent at {Agent} has not been heard since {SeenAt}")]
    public static partial void Lost(ILogger logger, string agent, DateTimeOffset seenAt);
}
