using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>Rows of plain text in columns.</summary>
internal static class RowsView
{
    /// <summary>Shows rows.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="nothing">What is said where there are none.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">The rows; their text may come from anywhere.</param>
    public static void Show(Screen screen, string nothing, string[] columns, IEnumerable<string?[]> rows)
    {
        var table = new Table().SimpleBorder().AddColumns(columns);
        foreach (var row in rows) table.AddRow([.. row.Select(SafeText.Markup)]);
        if (table.Rows.Count == 0) screen.Line(SafeText.Markup(nothing));
        else screen.Write(table);
    }

    /// <summary>Shows one text a line, for scripts as well as for people.</summary>
    public static void Lines(Screen screen, IEnumerable<string> lines)
    {
        foreach (var line in lines) screen.Line(SafeText.Markup(line));
    }
}
