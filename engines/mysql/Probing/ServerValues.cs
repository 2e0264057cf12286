using System.Globalization;
using Ham4Db.Engines.MySql.Connections;

namespace Ham4Db.Engines.MySql.Probing;

/// <summary>Variables and status values of a server by name, whichever statement told them.</summary>
internal sealed class ServerValues
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes the one row of a SELECT, by column names.</summary>
    public void AddRow(ResultTable table)
    {
        foreach (var column in table.Columns) _values[column] = table.Find(0, column) ?? "";
    }

    /// <summary>Takes the rows of SHOW VARIABLES or SHOW STATUS.</summary>
    public void AddPairs(ResultTable table)
    {
        for (var row = 0; row < table.Count; row++) _values[table.At(row, 0) ?? ""] = table.At(row, 1) ?? "";
    }

    /// <summary>Whether the server has the value.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>Value of the first name that the server has; empty for none.</summary>
    public string Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (_values.TryGetValue(name, out var value))
                return value;
        return "";
    }

    /// <summary>As a number; <paramref name="missing"/> where there is none.</summary>
    public long Number(long missing, params ReadOnlySpan<string> names) => ParseNumber(Text(names)) ?? missing;

    /// <summary>As a switch. MariaDB's newest read_only has words beyond OFF and ON, all of which mean on.</summary>
    public bool Flag(params ReadOnlySpan<string> names) =>
        Text(names) is { Length: > 0 } text && text != "0" && !text.Equals("OFF", StringComparison.OrdinalIgnoreCase) && !text.Equals("NO", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a whole number, or the whole part of a decimal one.</summary>
    public static long? ParseNumber(string? text) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && Math.Abs(real) < 1e15 ? (long)real
        : null;
}
