namespace Ham4Db.Functions.Publishing;

internal static partial class PublishLog
{
    [LoggerMessage(1501, LogLevel.Information, "{Key} is {Primary} in {Target} now")]
    public static partial void Published(ILogger logger, string key, InstanceKey primary, string target);

    [LoggerMessage(1502, LogLevel.Warning, "Primaries could not be published to {Target}; it is tried again: {Problem}")]
    public static partial void Failed(ILogger logger, string target, string problem);
}
