using System.Globalization;
using Ham4Db.OpenGaussAgent.Protocol;

namespace Ham4Db.OpenGaussAgent.Parsing;

/// <summary>
/// Reads the tables of <c>gs_om -t status --detail</c> and <c>cm_ctl query -Cv[ipd]</c>: with and without a port column (before the instance
/// where the heading names it, behind it where CM adds it), nodes below each other or joined by bars. Never throws.
/// </summary>
internal static class ClusterStatus
{
    private const int MostNotes = 20;
    private const int MostMembers = 1000;

    public static ClusterReport Parse(string text)
    {
        var report = new ClusterReport();
        var inDatanodes = false;
        var (hasAddress, hasPort) = (true, false);
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw.Trim();
            if (line.IsEmpty || line[0] == '-')
                continue;
            if (line.Contains("can't connect to cm_server", StringComparison.Ordinal))
                report.ManagerUnreachable = true;
            if (line[0] == '[' && line[^1] == ']')
            {
                var section = line[1..^1].Trim();
                inDatanodes = section.StartsWith("Datanode");
                report.HasManager |= section.StartsWith("CMServer");
            }
            else if (line.StartsWith("cluster_state") && line.IndexOf(':') is > 0 and var colon)
            {
                report.State = line[(colon + 1)..].Trim().ToString();
            }
            else if (inDatanodes && line.StartsWith("node") && line.Contains("instance", StringComparison.Ordinal))
            {
                hasAddress = line.Contains("node_ip", StringComparison.Ordinal);
                hasPort = line.Contains(" port", StringComparison.Ordinal);
            }
            else if (inDatanodes)
            {
                AddMembers(report, line, hasAddress, hasPort);
            }
        }

        return report;
    }

    private static void AddMembers(ClusterReport report, ReadOnlySpan<char> line, bool hasAddress, bool hasPort)
    {
        foreach (var range in line.Split('|'))
        {
            var part = line[range].Trim();
            if (part.IsEmpty)
                continue;
            if (report.Members.Count < MostMembers && Read(part.ToString(), hasAddress, hasPort) is { } member)
                report.Members.Add(member);
            else if (report.Notes.Count < MostNotes)
                report.Notes.Add($"A line is not understood: {(part.Length <= 80 ? part : part[..80])}");
        }
    }

    private static Member? Read(string text, bool hasAddress, bool hasPort)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var next = 0;
        var member = new Member();
        if (Number(words, ref next) is not { } node || next >= words.Length)
            return null;
        member.Node = node;
        member.Name = words[next++];
        if (hasAddress && next < words.Length && Number(words, next) is null)
            member.Address = words[next++];
        var first = Number(words, ref next);
        var second = first is null ? null : Number(words, ref next);
        // A heading without a port means that a second number is CM's.
        (member.InstanceId, member.Port) = hasPort && second is not null ? (second.Value, first!.Value) : (first ?? 0, second ?? 0);
        if (next < words.Length && words[next].StartsWith('/'))
            member.DataFolder = words[next++];
        if (next >= words.Length - 1 || words[next] is not ("P" or "S" or "C" or "R"))
            return null;
        member.ConfiguredRole = words[next++];
        SetState(member, string.Join(' ', words[next..]));
        return member;
    }

    private static void SetState(Member member, string text)
    {
        // The longest word that is one: "Cascade Standby" before "Cascade".
        var role = Words.RoleWords.FirstOrDefault(word => text == word || text.StartsWith(word + " ", StringComparison.Ordinal)) ?? text.Split(' ')[0];
        member.RoleText = role;
        member.Role = Words.RoleOf(role);
        member.StateText = text[role.Length..].Trim();
        member.State = Words.StateOf(member.StateText);
        var open = member.StateText.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !member.StateText.EndsWith(')'))
            return;
        member.DetailText = member.StateText[(open + 1)..^1];
        member.Detail = Words.DetailOf(member.DetailText);
    }

    private static int? Number(string[] words, ref int next)
    {
        var number = Number(words, next);
        if (number is not null)
            next++;
        return number;
    }

    private static int? Number(string[] words, int at) =>
        at < words.Length && int.TryParse(words[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
