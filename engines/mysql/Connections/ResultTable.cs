using System.Data.Common;
using System.Text;

namespace Ham4Db.Engines.MySql.Connections;

/// <summary>One result of a batch as text, by column names that are compared without case.</summary>
internal sealed class ResultTable
{
    private readonly Dictionary<string, int> _columns;
    private readonly List<string?[]> _rows;

    private ResultTable(Dictionary<string, int> columns, List<string?[]> rows)
    {
        _columns = columns;
        _rows = rows;
    }

    /// <summary>Names of the columns.</summary>
    public IEnumerable<string> Columns => _columns.Keys;

    /// <summary>Number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>Reads the current result of <paramref name="reader"/>.</summary>
    public static async Task<ResultTable> ReadAsync(DbDataReader reader)
    {
        var columns = new Dictionary<string, int>(reader.FieldCount, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < reader.FieldCount; i++) columns.TryAdd(reader.GetName(i), i);
        List<string?[]> rows = [];
        while (await reader.ReadAsync())
        {
            var row = new string?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = Text(reader.GetValue(i));
            rows.Add(row);
        }

        return new(columns, rows);
    }

    /// <summary>A cell by position; null for SQL NULL.</summary>
    public string? At(int row, int column) => _rows[row][column];

    /// <summary>A cell by position; null for SQL NULL and for a position that the result does not have.</summary>
    public string? FindAt(int row, int column) => column < _rows[row].Length ? _rows[row][column] : null;

    /// <summary>A cell by name; null for SQL NULL and for a column that the server does not have.</summary>
    public string? Find(int row, string column) => _columns.TryGetValue(column, out var index) ? _rows[row][index] : null;

    private static string? Text(object value) => value switch
    {
        DBNull => null,
        string text => text,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        _ => value.ToString(),
    };
}
