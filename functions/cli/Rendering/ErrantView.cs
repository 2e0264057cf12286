using Ham4Db.Cli.Client;
using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>The errant transactions of an instance and the ways out.</summary>
internal static class ErrantView
{
    public static void Show(Screen screen, ErrantReportModel report)
    {
        var instance = SafeText.Markup(report.Instance.ToString());
        if (string.IsNullOrEmpty(report.GtidSet))
        {
            screen.Line(report.GtidSet is null ? $"Whether {instance} has errant transactions is not known." : $"[green]{instance} has no errant transactions.[/]");
            return;
        }

        screen.Line($"[bold]{instance}[/]{(report.IsInvalidated ? " [red](invalidated: it cannot rejoin)[/]" : "")} alone has [yellow]{SafeText.Markup(report.GtidSet)}[/]");
        if (report.Transactions.Count > 0) screen.Write(Transactions(report));
        if (!string.IsNullOrEmpty(report.Note)) screen.Line(SafeText.Markup(report.Note, "yellow"));
        foreach (var way in report.WaysOut) Show(screen, way, instance);
    }

    private static Table Transactions(ErrantReportModel report)
    {
        var table = new Table().SimpleBorder().AddColumns("Transaction", "At", "Change", "Table", "Statement");
        foreach (var transaction in report.Transactions)
        {
            var changes = transaction.Changes.Count > 0 ? transaction.Changes : [new BinlogChangeModel("nothing", "", "", 0)];
            for (var i = 0; i < changes.Count; i++)
            {
                table.AddRow(
                    i == 0 ? SafeText.Markup(transaction.Gtid) : "",
                    i == 0 ? SafeText.Markup($"{transaction.File}:{transaction.Position}") : "",
                    SafeText.Markup(changes[i].Kind),
                    SafeText.Markup(changes[i].Table),
                    SafeText.Markup(changes[i].Statement));
            }
        }

        return table;
    }

    private static void Show(Screen screen, WayOutModel way, string instance)
    {
        if (way.Refusals.Count > 0)
        {
            screen.Line($"[yellow]Not by {SafeText.Markup(way.Request.Kind)}:[/] {SafeText.Markup(string.Join(' ', way.Refusals))}");
            return;
        }

        screen.Line($"[green]ham4db {SafeText.Markup(way.Request.Kind)} {instance}[/]");
        foreach (var step in way.Steps) screen.Line($"  {SafeText.Markup(step.Description)}");
        foreach (var warning in way.Warnings) screen.Line($"  [yellow]{SafeText.Markup(warning)}[/]");
    }
}
