using Ham4Db.Cli.Client;
using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>Operations on topologies: what they would do, and what they did.</summary>
internal static class OperationView
{
    public static void ShowPlan(Screen screen, OperationPlanModel plan)
    {
        foreach (var refusal in plan.Refusals) screen.Line($"[red]Refused:[/] {SafeText.Markup(refusal)}");
        Remarks(screen, plan);
        if (plan.Steps.Count == 0)
        {
            if (plan.Refusals.Count == 0) screen.Line("Nothing would be done.");
            return;
        }

        var table = new Table().SimpleBorder().AddColumn(new TableColumn("Stage").RightAligned()).AddColumns("Instance", "Step");
        foreach (var step in plan.Steps) table.AddRow($"{step.Stage}", SafeText.Markup(step.Target.ToString()), SafeText.Markup(step.Description));
        screen.Write(table);
    }

    public static void Show(Screen screen, OperationDetailModel detail)
    {
        var operation = detail.Operation;
        screen.Line($"Operation [bold]{SafeText.Markup(operation.Uid)}[/] of {SafeText.Markup(operation.ClusterName)}: {SafeText.Markup(What(operation))}, {Status(operation)}");
        screen.Line(SafeText.Markup(
            $"started {operation.StartedAt:u} by {operation.Actor}" + (detail.DurationMilliseconds is { } duration ? $", took {Milliseconds.Text(duration)}" : "")));
        if (operation.Plan is { } plan) Remarks(screen, plan);
        foreach (var error in operation.Errors) screen.Line(SafeText.Markup(error, "red"));
        if (detail.Steps.Count == 0) return;
        var table = new Table().SimpleBorder()
            .AddColumn(new TableColumn("At").RightAligned()).AddColumn(new TableColumn("Took").RightAligned()).AddColumns("Step", "Instance", "What");
        foreach (var step in detail.Steps)
        {
            table.AddRow(
                Milliseconds.Offset(step.OffsetMilliseconds),
                step.DurationMilliseconds is { } took ? Milliseconds.Text(took) : "",
                SafeText.Markup(step.Step),
                SafeText.Markup(step.Target?.ToString()),
                step.Error.Length > 0 ? SafeText.Markup(step.Error, "red") : SafeText.Markup(step.Message));
        }

        screen.Write(table);
    }

    public static void ShowList(Screen screen, IReadOnlyList<OperationModel> operations)
    {
        if (operations.Count == 0)
        {
            screen.Line("There was no operation.");
            return;
        }

        var table = new Table().SimpleBorder().AddColumns("Started", "Operation", "Cluster", "What", "By", "Status");
        foreach (var operation in operations)
        {
            table.AddRow(
                $"{operation.StartedAt:u}", SafeText.Markup(operation.Uid), SafeText.Markup(operation.ClusterName), SafeText.Markup(What(operation)),
                SafeText.Markup(operation.Actor), Status(operation));
        }

        screen.Write(table);
    }

    private static void Remarks(Screen screen, OperationPlanModel plan)
    {
        foreach (var warning in plan.Warnings) screen.Line($"[yellow]Note:[/] {SafeText.Markup(warning)}");
        foreach (var left in plan.LeftOut) screen.Line($"[yellow]Left out:[/] {SafeText.Markup(left.Reason)}");
    }

    private static string What(OperationModel operation) =>
        $"{operation.Request.Kind} {operation.Request.Instance}" + (operation.Request.Target is { } target ? $" below {target}" : "");

    private static string Status(OperationModel operation) => operation.Status switch
    {
        "succeeded" => "[green]succeeded[/]",
        "running" => "[yellow]running[/]",
        _ => $"[red]{SafeText.Markup(operation.Status)}[/]",
    };
}
