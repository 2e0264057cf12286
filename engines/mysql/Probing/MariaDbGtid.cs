namespace Ham4Db.Engines.MySql.Probing;

/// <summary>MariaDB's positions: one <c>domain-server-sequence</c> for each domain.</summary>
internal static class MariaDbGtid
{
    /// <summary>
    /// The furthest position of each domain in any of <paramref name="positions"/>. gtid_slave_pos alone lacks what a primary wrote itself,
    /// gtid_binlog_pos what a replica without log_slave_updates applied, gtid_current_pos what was logged under another server_id.
    /// On equal sequence numbers the earlier argument wins.
    /// </summary>
    public static string Union(params IEnumerable<string?> positions)
    {
        SortedDictionary<ulong, (ulong Sequence, string Text)> furthest = [];
        foreach (var text in positions.SelectMany(Split))
        {
            var parts = text.Split('-');
            if (parts.Length != 3 || !ulong.TryParse(parts[0], out var domain) || !ulong.TryParse(parts[1], out _) || !ulong.TryParse(parts[2], out var sequence)) continue;
            if (!furthest.TryGetValue(domain, out var known) || sequence > known.Sequence) furthest[domain] = (sequence, text);
        }

        return string.Join(',', furthest.Values.Select(value => value.Text));
    }

    private static IEnumerable<string> Split(string? position) =>
        (position ?? "").Split([',', '[', ']', '\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
