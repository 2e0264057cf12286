using Microsoft.Data.Sqlite;

namespace Ham4Db.Storage;

/// <summary>
/// Reads a range page by page, each page in a short read of its own: a reader that is slow, or writes in between, neither keeps
/// the write-ahead log from being emptied nor holds more than a page in memory.
/// </summary>
internal sealed class SqliteRangeReader(SqliteFile file, string table, EncodedRange range)
{
    private const int PageRows = 500;
    private const int PageLength = 4_000_000;

    private int left = range.Limit ?? int.MaxValue;
    private (string PartitionKey, string RowKey)? last;

    /// <summary>The next rows in order; empty at the end.</summary>
    public List<StoredRow> NextPage()
    {
        try
        {
            return left == 0 ? [] : ReadPage();
        }
        catch (SqliteException e)
        {
            throw file.Unavailable(e);
        }
    }

    private List<StoredRow> ReadPage()
    {
        var page = new List<StoredRow>();
        using var connection = file.OpenForReading();
        using var command = connection.CreateCommand();
        Describe(command);
        using var reader = command.ExecuteReader();
        for (var length = 0; length < PageLength && reader.Read();)
        {
            last = (reader.GetString(0), reader.GetString(1));
            var json = reader.GetString(3);
            page.Add(new(KeyCodec.Decode(last.Value.PartitionKey), KeyCodec.Decode(last.Value.RowKey), json, reader.GetString(2)));
            length += json.Length;
        }

        left -= page.Count;
        return page;
    }

    private void Describe(SqliteCommand command)
    {
        var conditions = new List<string> { "table_name = $table" };
        command.Parameters.AddWithValue("$table", SqliteRowWriter.TableName(table));
        Add("partition_key = $partition", "$partition", range.PartitionKey);
        Add("partition_key < $partitionTo", "$partitionTo", range.ToPartitionKey);
        Add("row_key < $rowTo", "$rowTo", range.ToRowKey);
        if (last is not var (partition, row))
        {
            Add("partition_key >= $partitionFrom", "$partitionFrom", range.FromPartitionKey);
            Add("row_key >= $rowFrom", "$rowFrom", range.FromRowKey);
        }
        else if (range.PartitionKey is null)
        {
            Add("(partition_key, row_key) > ($partitionFrom, $rowFrom)", "$partitionFrom", partition);
            command.Parameters.AddWithValue("$rowFrom", row);
        }
        else
        {
            Add("row_key > $rowFrom", "$rowFrom", row);
        }

        command.Parameters.AddWithValue("$limit", Math.Min(left, PageRows));
        command.CommandText =
            $"SELECT partition_key, row_key, etag, json FROM store_row WHERE {string.Join(" AND ", conditions)} "
            + "ORDER BY partition_key, row_key LIMIT $limit";

        void Add(string condition, string parameter, string? value)
        {
            if (value is null)
                return;
            conditions.Add(condition);
            command.Parameters.AddWithValue(parameter, value);
        }
    }
}
