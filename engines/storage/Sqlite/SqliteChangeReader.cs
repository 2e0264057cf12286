using Microsoft.Data.Sqlite;

namespace Ham4Db.Storage;

/// <summary>Reads the log of changes that triggers write, on a connection that is kept: the question whether anything has changed must cost next to nothing.</summary>
internal sealed class SqliteChangeReader(SqliteFile file) : IDisposable
{
    /// <summary>What makes the log; the file's own triggers write it, so that no writer can leave a change out.</summary>
    public const string Schema = """
        CREATE TABLE IF NOT EXISTS store_change (
            position INTEGER PRIMARY KEY, table_name TEXT NOT NULL, partition_key TEXT NOT NULL, row_key TEXT NOT NULL);
        CREATE TRIGGER IF NOT EXISTS store_row_inserted AFTER INSERT ON store_row BEGIN
            INSERT INTO store_change (table_name, partition_key, row_key) VALUES (NEW.table_name, NEW.partition_key, NEW.row_key); END;
        CREATE TRIGGER IF NOT EXISTS store_row_updated AFTER UPDATE ON store_row BEGIN
            INSERT INTO store_change (table_name, partition_key, row_key) VALUES (NEW.table_name, NEW.partition_key, NEW.row_key); END;
        CREATE TRIGGER IF NOT EXISTS store_row_deleted AFTER DELETE ON store_row BEGIN
            INSERT INTO store_change (table_name, partition_key, row_key) VALUES (OLD.table_name, OLD.partition_key, OLD.row_key); END;
        CREATE TRIGGER IF NOT EXISTS store_change_kept AFTER INSERT ON store_change WHEN NEW.position % 1024 = 0 BEGIN
            DELETE FROM store_change WHERE position <= NEW.position - 65536; END;
        """;

    private readonly Lock _lock = new();
    private SqliteConnection? _connection;
    private SqliteCommand? _last;
    private SqliteCommand? _read;

    /// <summary>The position of the latest change.</summary>
    public long Position()
    {
        lock (_lock)
        {
            try
            {
                Open();
                return (long)_last!.ExecuteScalar()!;
            }
            catch (SqliteException e)
            {
                throw file.Unavailable(e);
            }
        }
    }

    /// <summary>Changes after a position; null where they are not kept.</summary>
    public IReadOnlyList<RowChange>? Read(long after, int limit)
    {
        lock (_lock)
        {
            try
            {
                Open();
                var changes = new List<RowChange>();
                _read!.Parameters[0].Value = after;
                _read.Parameters[1].Value = limit;
                using (var reader = _read.ExecuteReader())
                {
                    while (reader.Read())
                        changes.Add(new(reader.GetInt64(0), reader.GetString(1), KeyCodec.Decode(reader.GetString(2)), KeyCodec.Decode(reader.GetString(3))));
                }

                // Positions have no gaps: where the next one is missing, it was removed, or the position is of another file.
                if (changes.Count > 0) return changes[0].Position == after + 1 ? changes : null;
                return (long)_last!.ExecuteScalar()! == after ? changes : null;
            }
            catch (SqliteException e)
            {
                throw file.Unavailable(e);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _last?.Dispose();
            _read?.Dispose();
            _connection?.Dispose();
            (_last, _read, _connection) = (null, null, null);
        }
    }

    private void Open()
    {
        if (_connection is not null) return;
        _connection = file.OpenForReading();
        _last = _connection.CreateCommand();
        _last.CommandText = "SELECT coalesce(max(position), 0) FROM store_change";
        _read = _connection.CreateCommand();
        _read.CommandText = "SELECT position, table_name, partition_key, row_key FROM store_change WHERE position > $after ORDER BY position LIMIT $limit";
        _read.Parameters.Add("$after", SqliteType.Integer);
        _read.Parameters.Add("$limit", SqliteType.Integer);
    }
}
