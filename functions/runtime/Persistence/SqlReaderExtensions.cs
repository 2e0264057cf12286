using Microsoft.Data.Sqlite;

namespace Ham4Db.Runtime.Persistence;

/// <summary>Reads columns that may be null.</summary>
internal static class SqlReaderExtensions
{
    public static string? Text(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTime Time(this SqliteDataReader reader, int column) => new(reader.GetInt64(column), DateTimeKind.Utc);

    public static DateTime? TimeOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Time(column);
}
