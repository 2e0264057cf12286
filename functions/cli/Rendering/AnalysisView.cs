using Ham4Db.Cli.Client;
using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>What is wrong with the fleet.</summary>
internal static class AnalysisView
{
    private const string NoProblem = "NoProblem";

    public static void Show(Screen screen, IReadOnlyList<AnalysisModel> findings)
    {
        if (findings.Count == 0)
        {
            screen.Line("[green]No problem is known.[/]");
            return;
        }

        var table = new Table().SimpleBorder().AddColumns("Instance", "Analysis", "In words");
        foreach (var finding in findings)
        {
            var warnings = finding.StructureAnalysis ?? [];
            table.AddRow(
                SafeText.Markup(finding.AnalyzedInstanceKey.ToString()),
                SafeText.Markup(finding.Analysis, Style(finding)),
                string.Join("; ", Words(finding).Concat(warnings.Select(w => SafeText.Markup(w, "yellow")))));
        }

        screen.Write(table);
    }

    private static IEnumerable<string> Words(AnalysisModel finding)
    {
        if (finding.Analysis != NoProblem) yield return SafeText.Markup(finding.Description);
        if (finding.SkippableDueToDowntime) yield return "downtimed, so nothing is done about it";
    }

    private static string Style(AnalysisModel finding)
    {
        if (finding.Analysis == NoProblem) return "green";
        return finding is { IsActionableRecovery: true, SkippableDueToDowntime: false } ? "red bold" : "yellow";
    }
}
