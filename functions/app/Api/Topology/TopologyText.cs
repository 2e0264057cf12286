using System.Text;
using Ham4Db.Functions.Api.Operations;
using Ham4Db.Functions.Clusters;

namespace Ham4Db.Functions.Api.Topology;

/// <summary>Draws a cluster as text: one line for each instance, replicas indented below their source.</summary>
internal static class TopologyText
{
    private const int LagColumn = 1;

    /// <summary>Draws the cluster.</summary>
    /// <param name="view">The cluster.</param>
    /// <param name="tabulated">Columns between bars, in place of a list in brackets.</param>
    /// <param name="tags">Tags to show after the instances that have some; null for none.</param>
    public static string Render(ClusterView view, bool tabulated, IReadOnlyDictionary<InstanceKey, List<InstanceTag>>? tags = null)
    {
        var nodes = TopologyTree.Walk(view.Topology).ToList();
        var lines = nodes
            .Select(node => (string[])[Name(new KnownInstance(view, node.Member), node.Depth), .. TopologyTokens.Of(new KnownInstance(view, node.Member))])
            .ToList();
        var drawn = tabulated ? Tabulate(lines) : List(lines);
        return string.Join('\n', drawn.Zip(nodes, (line, node) => line + Tagged(tags?.GetValueOrDefault(node.Member.Key))));
    }

    private static string Tagged(IReadOnlyList<InstanceTag>? tags) => tags is null ? "" : $" [{string.Join(',', tags.Select(tag => tag.Display))}]";

    private static string Name(KnownInstance instance, int depth)
    {
        var alias = instance.Member.Snapshot.InstanceAlias;
        var name = new StringBuilder();
        if (depth > 0) name.Append(' ', 2 * (depth - 1)).Append(Mark(instance)).Append(' ');
        name.Append(instance.Key);
        if (alias.Length > 0) name.Append(" (").Append(alias).Append(')');
        return name.ToString();
    }

    private static char Mark(KnownInstance instance) => instance switch
    {
        { Member.Snapshot: { GroupName.Length: > 0, GroupMemberRole: "SECONDARY" } } => '‡',
        { Freshness: { IsLastCheckValid: true, IsRecentlyChecked: true }, Member.Snapshot.Replication.IsRunning: true } => '+',
        _ => '-',
    };

    private static IEnumerable<string> List(List<string[]> lines)
    {
        var width = lines.Count == 0 ? 0 : lines.Max(line => line[0].Length);
        return lines.Select(line => $"{line[0].PadRight(width)} [{string.Join(',', line.Skip(1).Where(token => token.Length > 0))}]");
    }

    private static IEnumerable<string> Tabulate(List<string[]> lines)
    {
        if (lines.Count == 0) return [];
        var widths = Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length)).ToArray();
        return lines.Select(line => string.Join('|', line.Select(Cell)).TrimEnd());

        string Cell(string token, int column) => column == LagColumn ? token.PadLeft(widths[column]) : token.PadRight(widths[column]);
    }
}
