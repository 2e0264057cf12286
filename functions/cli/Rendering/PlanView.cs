using Ham4Db.Cli.Client;
using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>What a recovery would do, and why.</summary>
internal static class PlanView
{
    public static void Show(Screen screen, PlanModel plan)
    {
        var what = plan.Kind == "plannedTakeover" ? "Planned takeover from" : "Failover of";
        var outcome = plan.Candidate is { } candidate ? $"to [bold]{SafeText.Markup(candidate.ToString())}[/]" : "[red]to nobody[/]";
        screen.Line($"{what} [bold]{SafeText.Markup(plan.OldPrimary.ToString())}[/] {outcome}");
        screen.Line($"Loss: {SafeText.Markup(plan.Loss.Description)}");
        foreach (var blocker in plan.Blockers) screen.Line($"[red]Blocked ({SafeText.Markup(blocker.Code)}):[/] {SafeText.Markup(blocker.Reason)}");
        if (plan.Steps.Count > 0) screen.Write(Steps(plan));
        if (plan.Verdicts.Count > 0) screen.Write(Verdicts(plan));
    }

    private static Table Steps(PlanModel plan)
    {
        var table = new Table().SimpleBorder().AddColumn(new TableColumn("Stage").RightAligned()).AddColumns("Instance", "Step");
        foreach (var step in plan.Steps) table.AddRow($"{step.Stage}", SafeText.Markup(step.Target.ToString()), SafeText.Markup(step.Description));
        return table;
    }

    private static Table Verdicts(PlanModel plan)
    {
        var table = new Table().SimpleBorder().AddColumns("Instance", "Verdict", "Why");
        foreach (var verdict in plan.Verdicts)
        {
            var word = verdict switch
            {
                { IsChosen: true } => "[green]chosen[/]",
                { IsEligible: true } => "possible",
                _ => "[yellow]not possible[/]",
            };
            table.AddRow(SafeText.Markup(verdict.Instance.ToString()), word, SafeText.Markup(verdict.Reason));
        }

        foreach (var lost in plan.LostReplicas) table.AddRow(SafeText.Markup(lost.Instance.ToString()), "[red]left behind[/]", SafeText.Markup(lost.Reason));
        return table;
    }
}
