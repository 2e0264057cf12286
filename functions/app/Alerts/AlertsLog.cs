namespace Ham4Db.Functions.Alerts;

internal static partial class AlertsLog
{
    [LoggerMessage(1401, LogLevel.Information, "{Event} was delivered to webhook {Endpoint} at attempt {Attempt}")]
    public static partial void Delivered(ILogger logger, string @event, string endpoint, int attempt);

    [LoggerMessage(1402, LogLevel.Warning, "{Event} was not delivered to webhook {Endpoint} at attempt {Attempt}: {Problem}")]
    public static partial void NotDelivered(ILogger logger, string @event, string endpoint, int attempt, string problem);

    [LoggerMessage(1403, LogLevel.Error, "{Event} was given up for webhook {Endpoint} after {Attempts} attempts: {Problem}")]
    public static partial void GivenUp(ILogger logger, string @event, string endpoint, int attempts, string problem);

    [LoggerMessage(1404, LogLevel.Error, "{Event} could not be handled for webhook {Endpoint}; it is tried again")]
    public static partial void DeliveryFailed(ILogger logger, Exception exception, string @event, string endpoint);

    [LoggerMessage(1405, LogLevel.Warning, "Webhook {Endpoint} refused {Event}: {Reason}")]
    public static partial void Refused(ILogger logger, string endpoint, string @event, string reason);

    [LoggerMessage(1406, LogLevel.Warning, "Webhook {Endpoint} could not be asked about {Event}, which goes on: {Problem}")]
    public static partial void NotAsked(ILogger logger, string endpoint, string @event, string problem);
}
