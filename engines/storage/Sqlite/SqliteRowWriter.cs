using Microsoft.Data.Sqlite;

namespace Ham4Db.Storage;

/// <summary>Applies single writes inside the transaction that its owner has open.</summary>
internal sealed class SqliteRowWriter(SqliteConnection connection, TimeProvider time) : IDisposable
{
    private const string Key = "table_name = $table AND partition_key = $partition AND row_key = $row";
    private const string Insertion =
        "INSERT INTO store_row (table_name, partition_key, row_key, etag, json) VALUES ($table, $partition, $row, $etag, $json) ON CONFLICT ";

    private readonly SqliteStatement insert = new(
        connection, Insertion + "DO NOTHING", "$table", "$partition", "$row", "$etag", "$json");

    private readonly SqliteStatement upsert = new(
        connection, Insertion + "DO UPDATE SET etag = excluded.etag, json = excluded.json",
        "$table", "$partition", "$row", "$etag", "$json");

    private readonly SqliteStatement replace = new(
        connection, $"UPDATE store_row SET etag = $etag, json = $json WHERE {Key}", "$table", "$partition", "$row", "$etag", "$json");

    private readonly SqliteStatement replaceIf = new(
        connection, $"UPDATE store_row SET etag = $etag, json = $json WHERE {Key} AND etag = $match",
        "$table", "$partition", "$row", "$etag", "$json", "$match");

    private readonly SqliteStatement delete = new(connection, $"DELETE FROM store_row WHERE {Key}", "$table", "$partition", "$row");

    private readonly SqliteStatement deleteIf = new(
        connection, $"DELETE FROM store_row WHERE {Key} AND etag = $match", "$table", "$partition", "$row", "$match");

    private readonly SqliteStatement find = new(connection, $"SELECT 1 FROM store_row WHERE {Key}", "$table", "$partition", "$row");

    /// <summary>Applies a write and returns the row's new ETag, "" for a delete.</summary>
    /// <exception cref="RowConflictException">The row is not as the write needs it; nothing was changed.</exception>
    public string Apply(string table, EncodedWrite write)
    {
        var (name, partition, row) = (TableName(table), write.PartitionKey, write.RowKey);
        var etag = write.Kind == WriteKind.Delete ? "" : Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        var changed = (write.Kind, write.IfMatch) switch
        {
            (WriteKind.Insert, _) => insert.Run(name, partition, row, etag, write.Json!),
            (WriteKind.Upsert, _) => upsert.Run(name, partition, row, etag, write.Json!),
            (WriteKind.Replace, null) => replace.Run(name, partition, row, etag, write.Json!),
            (WriteKind.Replace, { } match) => replaceIf.Run(name, partition, row, etag, write.Json!, match),
            (_, null) => delete.Run(name, partition, row),
            (_, { } match) => deleteIf.Run(name, partition, row, match),
        };
        if (changed == 1 || write is { Kind: WriteKind.Delete, IfMatch: null })
            return etag;
        throw write.Conflict(table, !find.Finds(name, partition, row) ? ConflictReason.Missing
            : write.Kind == WriteKind.Insert ? ConflictReason.AlreadyExists
            : ConflictReason.Changed);
    }

    /// <summary>Names of tables differ by more than case, as in Azure Tables.</summary>
    public static string TableName(string table) => table.ToLowerInvariant();

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[insert, upsert, replace, replaceIf, delete, deleteIf, find])
            statement.Dispose();
    }
}
