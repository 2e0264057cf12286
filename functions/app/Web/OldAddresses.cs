namespace Ham4Db.Functions.Web;

/// <summary>Where the pages of orchestrator's and Ham4DB's addresses are here, so that bookmarks and links in old messages still lead somewhere.</summary>
internal static class OldAddresses
{
    private static readonly HashSet<string> Engines = [.. Enum.GetValues<DatabaseEngine>().Select(engine => engine.ToString().ToLowerInvariant())];

    /// <summary>The page's address, relative to its root.</summary>
    /// <param name="path">What stands behind <c>/web/</c>, decoded.</param>
    public static string Find(string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 0 && Engines.Contains(parts[0])) parts = parts[1..];
        return parts switch
        {
            ["clusters-analysis", ..] => "problems",
            ["cluster", "alias", var alias, ..] => Cluster(alias),
            ["cluster", "instance", var host, var port, ..] => Cluster($"{host}:{port}"),
            ["cluster", var name, ..] => Cluster(name),
            ["cluster-pools", var name, ..] => Cluster(name),
            ["search", var text, ..] => "search?q=" + Uri.EscapeDataString(text),
            ["search"] => "search",
            ["discover", ..] => "discover",
            ["audit", "instance", var host, var port, ..] => "history/audit?instance=" + Uri.EscapeDataString($"{host}:{port}"),
            ["audit", ..] => "history/audit",
            ["audit-recovery", "id" or "uid", var uid, ..] => "recoveries/" + Uri.EscapeDataString(uid),
            ["audit-recovery", "cluster" or "alias", var name, ..] => "recoveries?cluster=" + Uri.EscapeDataString(name),
            ["audit-recovery", ..] => "recoveries",
            ["audit-recovery-steps", var uid, ..] => "recoveries/" + Uri.EscapeDataString(uid),
            ["audit-failure-detection", "alias", var alias, ..] => "history/detections?cluster=" + Uri.EscapeDataString(alias),
            ["audit-failure-detection", ..] => "history/detections",
            ["status" or "agents" or "agent" or "seeds" or "seed-details" or "access-token", ..] => "status",
            _ => "",
        };
    }

    private static string Cluster(string name) => "clusters/" + Uri.EscapeDataString(name);
}
