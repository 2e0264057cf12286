using Ham4Db.Cli.Client;
using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>All clusters, one a line.</summary>
internal static class ClustersView
{
    public const string NothingKnown = "No cluster is known; 'ham4db discover host:port' makes one known.";

    public static void Show(Screen screen, IReadOnlyList<ClusterModel> clusters)
    {
        if (clusters.Count == 0)
        {
            screen.Line(NothingKnown);
            return;
        }

        var table = new Table().SimpleBorder().AddColumns("Cluster", "Alias", "Primary", "Instances", "Replication", "If it died now", "State");
        foreach (var cluster in clusters)
        {
            table.AddRow(
                SafeText.Markup(cluster.ClusterId),
                SafeText.Markup(cluster.Alias == cluster.Name ? "" : cluster.Alias),
                cluster.Primary is { } primary ? SafeText.Markup(primary.ToString()) : "[red]none[/]",
                $"{cluster.Instances}",
                Words.Spaced(cluster.Durability, "-"),
                Outlook(cluster),
                State(cluster));
        }

        screen.Write(table);
    }

    private static string Outlook(ClusterModel cluster) => cluster.Outlook switch
    {
        null => "",
        { Blockers: { Count: > 0 } blockers } => SafeText.Markup("blocked: " + string.Join(", ", blockers.Select(b => b.Code)), "red"),
        { Candidate: { } candidate } => SafeText.Markup(candidate.ToString()),
        _ => "[red]nobody[/]",
    };

    private static string State(ClusterModel cluster)
    {
        if (cluster.IsRecovering) return "[yellow bold]recovering[/]";
        var codes = cluster.Findings.Select(f => f.Code).Where(code => code != FindingModel.NoProblem).Distinct().Select(Words.Code);
        var text = string.Join(", ", codes);
        if (text.Length > 0) return $"[red]{SafeText.Markup(text)}[/]";
        return cluster.InstancesWithProblems == 0 ? "[green]ok[/]" : $"[yellow]{cluster.InstancesWithProblems} with problems[/]";
    }
}
