using Ham4Db.Cli.Demo;
using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>The demo's timeline.</summary>
internal static class TimelineView
{
    public static void Show(Screen screen, IReadOnlyList<TimelineEntry> entries)
    {
        var table = new Table().SimpleBorder()
            .AddColumn(new TableColumn("After").RightAligned()).AddColumn(new TableColumn("Took").RightAligned()).AddColumns("What", "Instance", "");
        foreach (var entry in entries)
        {
            // Moments are what one waits for; what took time is how they came about.
            var style = entry.TookMilliseconds is null ? "bold" : "grey";
            table.AddRow(
                Milliseconds.Offset(entry.AtMilliseconds),
                entry.TookMilliseconds is { } took ? Milliseconds.Text(took) : "",
                SafeText.Markup(entry.Event, style),
                SafeText.Markup(entry.Instance),
                SafeText.Markup(entry.Text, entry.TookMilliseconds is null ? "default" : "grey"));
        }

        screen.Write(table);
    }
}
