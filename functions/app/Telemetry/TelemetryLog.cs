namespace Ham4Db.Functions.Telemetry;

internal static partial class TelemetryLog
{
    [LoggerMessage(1601, LogLevel.Warning, "What the fleet is like could not be read for OpenTelemetry; it is tried again")]
    public static partial void NotRead(ILogger logger, Exception exception);
}
