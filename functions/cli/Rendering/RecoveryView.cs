using Ham4Db.Cli.Client;
using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>A recovery with its timeline.</summary>
internal static class RecoveryView
{
    public static void Show(Screen screen, RecoveryDetailModel detail)
    {
        var recovery = detail.Recovery;
        screen.Line($"Recovery [bold]{SafeText.Markup(recovery.Uid)}[/] of {SafeText.Markup(recovery.ClusterName)}: {Why(recovery)}, {Status(recovery)}");
        screen.Line(SafeText.Markup(
            $"{recovery.Failed} -> {recovery.Successor?.ToString() ?? "nobody"}, started {recovery.StartedAt:u} by {recovery.Actor}"
            + (detail.DurationMilliseconds is { } duration ? $", took {Milliseconds.Text(duration)}" : "")));
        foreach (var error in recovery.Errors) screen.Line(SafeText.Markup(error, "red"));
        foreach (var lost in recovery.LostReplicas) screen.Line(SafeText.Markup($"Left behind: {lost}", "red"));
        if (recovery.Acknowledgement is { } ack) screen.Line(SafeText.Markup($"Acknowledged by {ack.By} at {ack.At:u}: {ack.Comment}"));
        screen.Write(Timeline(detail));
    }

    public static string Why(RecoveryModel recovery) => recovery.Kind == "plannedTakeover" ? "planned" : SafeText.Markup(Words.Code(recovery.Code));

    public static string Status(RecoveryModel recovery) => recovery.Status switch
    {
        "succeeded" => "[green]succeeded[/]",
        "failed" => "[red]failed[/]",
        _ => $"[yellow]{SafeText.Markup(recovery.Status)}[/]",
    };

    private static Table Timeline(RecoveryDetailModel detail)
    {
        var recovery = detail.Recovery;
        var table = new Table().SimpleBorder()
            .AddColumn(new TableColumn("At").RightAligned()).AddColumn(new TableColumn("Took").RightAligned()).AddColumns("Step", "Instance", "What");
        var zero = recovery.NoticedAt ?? recovery.StartedAt;
        if (recovery.NoticedAt is not null) table.AddRow("+0 ms", "", "noticed", SafeText.Markup(recovery.Failed.ToString()), "");
        table.AddRow(Milliseconds.Offset((recovery.StartedAt - zero).TotalMilliseconds), "", "decided", SafeText.Markup(recovery.Failed.ToString()), Why(recovery));
        foreach (var step in detail.Steps)
        {
            table.AddRow(
                Milliseconds.Offset(step.OffsetMilliseconds),
                step.DurationMilliseconds is { } duration ? Milliseconds.Text(duration) : "",
                SafeText.Markup(step.Step),
                SafeText.Markup(step.Target?.ToString()),
                step.Error.Length > 0 ? SafeText.Markup(step.Error, "red") : SafeText.Markup(step.Message));
        }

        return table;
    }
}
