using Ham4Db.Cli.Client;
using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>What a cluster looked like at a time, and when it changed.</summary>
internal static class PastTopologyView
{
    /// <summary>Shows a cluster as it was.</summary>
    public static void Show(Screen screen, PastTopologyModel past)
    {
        screen.Line(SafeText.Markup($"{past.ClusterId} at {past.At:u}, as it was since {past.ChangedAt:u}: {past.Instances.Count} instances"));
        var table = new Table().NoBorder().HideHeaders().AddColumns("", "", "", "", "");
        foreach (var (depth, instance) in past.Instances)
        {
            table.AddRow(
                new string(' ', 2 * depth) + SafeText.Markup(Name(instance)),
                Words.Role(instance.Role),
                instance.IsReadOnly ? "ro" : "rw",
                State(instance),
                Words.ShortVersion(instance.Version));
        }

        screen.Write(table);
    }

    /// <summary>Shows when a cluster changed, and how its instances were from then on.</summary>
    public static void Show(Screen screen, HistoryModel history)
    {
        screen.Line(SafeText.Markup($"{history.ClusterId}: {history.Changes.Count} changes, of a history that begins at {history.FirstAt:u}"));
        var table = new Table().NoBorder().HideHeaders().AddColumns("", "", "", "", "");
        foreach (var change in history.Changes)
        {
            foreach (var instance in change.Instances)
            {
                table.AddRow(
                    Time(change.At), SafeText.Markup(Name(instance)), Words.Role(instance.Role), instance.IsReadOnly ? "ro" : "rw", $"{State(instance)}{Below(instance)}");
            }

            foreach (var removed in change.Removed) table.AddRow(Time(change.At), SafeText.Markup(removed.ToString()), "", "", "[yellow]gone[/]");
        }

        screen.Write(table);
    }

    private static string Time(DateTimeOffset at) => $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff}";

    private static string Name(HistoricInstanceModel instance) => instance.Alias.Length > 0 ? $"{instance.Key} ({instance.Alias})" : instance.Key.ToString();

    private static string Below(HistoricInstanceModel instance) => instance.Source is { IsGiven: true } source ? SafeText.Markup($" below {source}") : "";

    private static string State(HistoricInstanceModel instance) => instance switch
    {
        { IsAnswering: false } => "[red]no answer[/]",
        { IsDemoted: true } => "[yellow]demoted[/]",
        { Source.IsGiven: true, IsReplicating: true } => "[green]replicates[/]",
        { Source.IsGiven: true } => "[red]does not replicate[/]",
        _ => "[green]ok[/]",
    };
}
