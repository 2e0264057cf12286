using Ham4Db.Cli.Client;
using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>A cluster as a tree: who replicates from whom, and how each instance is.</summary>
internal static class TopologyView
{
    private const long NoticeableLagSeconds = 10;
    private const int Columns = 6;

    /// <summary>Shows a cluster.</summary>
    public static void Show(Screen screen, ClusterDetailModel cluster) => Show(screen, cluster.Members, cluster.State.Demoted);

    /// <summary>Shows clusters one below the other.</summary>
    /// <param name="screen">Where.</param>
    /// <param name="instances">Their instances.</param>
    /// <param name="demoted">What is known of primaries that lost their role.</param>
    public static void Show(Screen screen, IReadOnlyList<InstanceModel> instances, IReadOnlyList<DemotedModel> demoted)
    {
        foreach (var cluster in instances.GroupBy(instance => instance.ClusterId).OrderBy(cluster => cluster.Key, StringComparer.Ordinal))
        {
            screen.Line(Title(cluster.Key, [.. cluster]));
            screen.Write(Tree([.. cluster], demoted));
        }
    }

    private static string Title(string clusterId, IReadOnlyList<InstanceModel> instances)
    {
        var alias = instances.Select(i => i.Snapshot.ClusterAlias).FirstOrDefault(a => a.Length > 0);
        var troubled = instances.Count(i => i.Problems.Count > 0);
        return $"[bold]{SafeText.Markup(alias ?? clusterId)}[/]{(alias is null ? "" : $" ({SafeText.Markup(clusterId)})")}: {instances.Count} {(instances.Count == 1 ? "instance" : "instances")}"
            + (troubled == 0 ? "" : $", [red]{troubled} with problems[/]");
    }

    private static Table Tree(IReadOnlyList<InstanceModel> instances, IReadOnlyList<DemotedModel> demoted)
    {
        var table = new Table().NoBorder().HideHeaders();
        for (var i = 0; i < Columns; i++) table.AddColumn(new TableColumn("") { NoWrap = i < Columns - 1, Padding = new Padding(0, 0, 2, 0) });
        var ordered = instances.OrderBy(i => i.Key.Host, StringComparer.Ordinal).ThenBy(i => i.Key.Port).ToList();
        var known = instances.Select(i => i.Key).ToHashSet();
        var shown = new HashSet<InstanceAddress>();
        foreach (var root in ordered.Where(i => i.Source is null || !known.Contains(i.Source))) Add(root, "", "");
        // Instances that replicate in a ring have no root.
        foreach (var member in ordered) Add(member, "", "");
        return table;

        void Add(InstanceModel instance, string branch, string below)
        {
            if (!shown.Add(instance.Key)) return;
            AddRow(table, instance, branch, demoted.FirstOrDefault(d => d.Key == instance.Key));
            var replicas = ordered.Where(i => i.Source == instance.Key).ToList();
            for (var i = 0; i < replicas.Count; i++)
            {
                var isLast = i == replicas.Count - 1;
                Add(replicas[i], below + (isLast ? "└─ " : "├─ "), below + (isLast ? "   " : "│  "));
            }
        }
    }

    private static void AddRow(Table table, InstanceModel instance, string branch, DemotedModel? demoted)
    {
        var alias = instance.Snapshot.InstanceAlias.Length > 0 ? $" ({instance.Snapshot.InstanceAlias})" : "";
        table.AddRow(
            $"[grey]{branch}[/]{SafeText.Markup(instance.Key + alias)}",
            Words.Role(instance.Role),
            Writability(instance),
            Replication(instance),
            SafeText.Markup($"{Words.Product(instance.Snapshot.Flavor)} {Words.ShortVersion(instance.Snapshot.Version)}"),
            string.Join(", ", Remarks(instance, demoted).Where(remark => remark.Length > 0)));
    }

    private static string Writability(InstanceModel instance)
    {
        if (!instance.Freshness.IsLastCheckValid) return "[grey]?[/]";
        if (instance.Snapshot.IsReadOnly) return "ro";
        return instance.Role is "primary" or "coPrimary" ? "[green bold]rw[/]" : "[red bold]rw[/]";
    }

    private static string Replication(InstanceModel instance)
    {
        if (!instance.Freshness.IsLastCheckValid) return "[red]no answer[/]";
        if (!instance.Freshness.IsRecentlyChecked) return "[yellow]not checked[/]";
        if (instance.Snapshot.Replication is not { Source.IsGiven: true } replication)
            return instance.Role is "primary" or "coPrimary" ? "[green]ok[/]" : "[yellow]apart[/]";
        if (!instance.IsReplicating)
            return ReplicationModel.Running == replication.Receiver || ReplicationModel.Running == replication.Applier ? "[red]broken[/]" : "[red]stopped[/]";
        return instance.Snapshot.LagSeconds switch
        {
            null => "[yellow]lag ?[/]",
            > NoticeableLagSeconds and var lag => $"[yellow]lag {lag} s[/]",
            var lag => $"[green]lag {lag} s[/]",
        };
    }

    private static IEnumerable<string> Remarks(InstanceModel instance, DemotedModel? demoted)
    {
        var (snapshot, replication) = (instance.Snapshot, instance.Snapshot.Replication);
        if (snapshot.SemiSync.SourceEnabled && instance.Role == "primary")
            yield return snapshot.SemiSync.SourceActive ? "semi-sync" : "[yellow]semi-sync waits for nobody[/]";
        if (!instance.Freshness.IsLastCheckValid) yield return SafeText.Markup(instance.LastCheckError, "red");
        else if (replication is { Source.IsGiven: true } && !instance.IsReplicating)
            yield return SafeText.Markup(replication.ReceiverError.Length > 0 ? replication.ReceiverError : replication.ApplierError, "red");
        if (instance.IsDemoted) yield return "[yellow]demoted[/]";
        if (!string.IsNullOrEmpty(demoted?.ErrantGtidSet)) yield return SafeText.Markup($"only it has {demoted.ErrantGtidSet}", "red");
        else if (!string.IsNullOrEmpty(instance.ErrantGtidSet)) yield return SafeText.Markup($"errant GTID {instance.ErrantGtidSet}", "red");
        if (demoted is { OwnLog.Length: > 0 }) yield return SafeText.Markup($"only it has {demoted.OwnLog}", "red");
        if (instance.PromotionRule is not ("" or "neutral")) yield return SafeText.Markup(Words.Spaced(instance.PromotionRule));
        if (instance.Maintenance is { } work) yield return SafeText.Markup($"under maintenance by {work.Owner} until {work.EndsAt:u}: {work.Reason}", "blue");
        if (instance.Downtime is { } downtime) yield return SafeText.Markup($"downtimed by {downtime.Owner} until {downtime.EndsAt:u}: {downtime.Reason}", "blue");
    }
}
