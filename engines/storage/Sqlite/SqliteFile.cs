using Microsoft.Data.Sqlite;

namespace Ham4Db.Storage;

/// <summary>The database file: how it is opened, what is in it, and its errors in words.</summary>
internal sealed class SqliteFile
{
    private const int FormatVersion = 1;
    private const int BusySeconds = 10;

    private readonly SqliteConnectionStringBuilder settings;

    public SqliteFile(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = System.IO.Path.GetFullPath(path);
        settings = new() { DataSource = Path, Mode = SqliteOpenMode.ReadWriteCreate, DefaultTimeout = BusySeconds };
    }

    public string Path { get; }

    /// <summary>Opens the connection of the writer, after making folder, file and table where they are missing.</summary>
    public SqliteConnection OpenForWriting()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"The folder of the store file '{Path}' cannot be made: {e.Message}", e);
        }

        // Not pooled: a connection with settings, and perhaps a transaction, of its own must not come back as a reader.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(settings.ToString()) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            Prepare(connection);
            return connection;
        }
        catch (Exception e)
        {
            connection.Dispose();
            if (e is SqliteException error)
                throw Unavailable(error);
            throw;
        }
    }

    public SqliteConnection OpenForReading()
    {
        var connection = new SqliteConnection(settings.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Closes the idle connections, so that nothing holds the file any more.</summary>
    public void Release()
    {
        using var connection = new SqliteConnection(settings.ToString());
        SqliteConnection.ClearPool(connection);
    }

    public StoreUnavailableException Unavailable(SqliteException e) => new(e.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT =>
            $"The store file '{Path}' is damaged or is not a store file ({e.Message}). Restore it from a backup, or move it away: "
            + "a new and empty one is then made.",
        SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM =>
            $"The store file '{Path}' cannot be opened for writing ({e.Message}). The account that the service runs under needs to "
            + "write to the file and to its folder.",
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
            $"The store file '{Path}' was locked by another process for more than {BusySeconds} seconds.",
        SQLitePCL.raw.SQLITE_FULL => $"The disk of the store file '{Path}' is full.",
        _ => $"The store file '{Path}' cannot be read or written: {e.Message}",
    }, e);

    private void Prepare(SqliteConnection connection)
    {
        // FULL: a write is on disk before it is acknowledged. SQLite's own busy handler waits in short steps, the driver's in long ones.
        Execute(connection, $"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        Execute(connection, "BEGIN IMMEDIATE");
        var version = ReadVersion(connection);
        if (version > FormatVersion)
        {
            throw new StoreUnavailableException(
                $"The store file '{Path}' has format {version} and was written by a newer version; this one knows format {FormatVersion}.");
        }

        // With row ids: without them a row of a kilobyte, which most are, would take an overflow page of its own.
        Execute(connection, $"""
            CREATE TABLE IF NOT EXISTS store_row (
                table_name TEXT NOT NULL, partition_key TEXT NOT NULL, row_key TEXT NOT NULL, etag TEXT NOT NULL, json TEXT NOT NULL,
                PRIMARY KEY (table_name, partition_key, row_key));
            {SqliteChangeReader.Schema}
            PRAGMA user_version = {FormatVersion};
            COMMIT;
            """);
    }

    private static long ReadVersion(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
