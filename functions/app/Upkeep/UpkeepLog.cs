namespace Ham4Db.Functions.Upkeep;

internal static partial class UpkeepLog
{
    [LoggerMessage(1301, LogLevel.Information, "Purged {Count} rows: {Kind}")]
    public static partial void Purged(ILogger logger, int count, string kind);

    [LoggerMessage(1302, LogLevel.Error, "Old rows were not purged: {Kind}")]
    public static partial void NotPurged(ILogger logger, Exception exception, string kind);
}
