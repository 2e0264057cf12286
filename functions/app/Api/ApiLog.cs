namespace Ham4Db.Functions.Api;

internal static partial class ApiLog
{
    [LoggerMessage(1101, LogLevel.Error, "A request failed; its id is {Id}")]
    public static partial void Failed(ILogger logger, Exception exception, string id);

    [LoggerMessage(1102, LogLevel.Error, "A request failed because the store cannot be used")]
    public static partial void StoreUnavailable(ILogger logger, Exception exception);

    [LoggerMessage(1103, LogLevel.Warning, "The OpenID provider cannot be asked for its keys")]
    public static partial void OidcUnavailable(ILogger logger, Exception exception);
}
