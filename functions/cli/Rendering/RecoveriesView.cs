using Ham4Db.Cli.Client;
using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>Recoveries, one a line.</summary>
internal static class RecoveriesView
{
    public static void Show(Screen screen, IReadOnlyList<RecoveryModel> recoveries)
    {
        if (recoveries.Count == 0)
        {
            screen.Line("No recovery is known.");
            return;
        }

        var table = new Table().SimpleBorder().AddColumns("Started (UTC)", "Uid", "Why", "Old primary", "New primary", "Took", "Status", "Acknowledged");
        foreach (var recovery in recoveries)
        {
            table.AddRow(
                $"{recovery.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}",
                SafeText.Markup(recovery.Uid),
                RecoveryView.Why(recovery),
                SafeText.Markup(recovery.Failed.ToString()),
                SafeText.Markup(recovery.Successor?.ToString()),
                recovery.EndedAt is { } end ? Milliseconds.Text(end - recovery.StartedAt) : "",
                RecoveryView.Status(recovery),
                recovery.Acknowledgement is { } ack ? SafeText.Markup($"{ack.By}: {ack.Comment}") : "no");
        }

        screen.Write(table);
    }
}
