using Azure.Core;
using Azure.Data.Tables;
using Azure.Identity;

namespace Ham4Db.Storage;

/// <summary>Opens a store by its connection text, as it stands in the configuration.</summary>
public static class TableStoreFactory
{
    private const string SqlitePrefix = "sqlite:";
    private const string NotUnderstood =
        "The store connection is not understood. It is one of: sqlite:/path/file.db, UseDevelopmentStorage=true, "
        + "an Azure storage connection string (DefaultEndpointsProtocol=https;AccountName=...;AccountKey=...), "
        + "https://account.table.core.windows.net (with the identity of the process).";

    /// <summary>Opens a store. The caller disposes it if it is <see cref="IAsyncDisposable"/>.</summary>
    /// <param name="connection">
    /// One of: <c>sqlite:/path/file.db</c>; <c>UseDevelopmentStorage=true</c> (the emulator); an Azure storage connection string;
    /// <c>https://account.table.core.windows.net</c>, entered with the identity that the process runs under.
    /// </param>
    /// <exception cref="ArgumentException">The text is none of these. The message does not repeat it: it may hold a key.</exception>
    /// <exception cref="StoreUnavailableException">The SQLite file cannot be opened. Azure Tables is only reached when used.</exception>
    public static ITableStore Open(string connection)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connection);
        if (connection.StartsWith(SqlitePrefix, StringComparison.OrdinalIgnoreCase))
            return new SqliteTableStore(connection[SqlitePrefix.Length..]);
        try
        {
            if (Uri.TryCreate(connection, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Query.Length == 0)
                return new AzureTableStore(new TableServiceClient(uri, new DefaultAzureCredential(), ClientOptions()));
            if (connection.Contains('=', StringComparison.Ordinal))
                return new AzureTableStore(new TableServiceClient(connection, ClientOptions()));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new ArgumentException(NotUnderstood, nameof(connection), e);
        }

        throw new ArgumentException(NotUnderstood, nameof(connection));
    }

    /// <summary>
    /// Throttling (429), server errors and time-outs are tried again for about three seconds: longer than a partition takes to
    /// move, shorter than a caller that has a decision to make would wait.
    /// </summary>
    internal static TableClientOptions ClientOptions() => new()
    {
        Retry =
        {
            Mode = RetryMode.Exponential,
            MaxRetries = 4,
            Delay = TimeSpan.FromMilliseconds(200),
            MaxDelay = TimeSpan.FromSeconds(2),
            NetworkTimeout = TimeSpan.FromSeconds(10),
        },
    };
}
