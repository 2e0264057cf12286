using Ham4Db.Core.Model;

namespace Ham4Db.Core.Gtid;

/// <summary>MySQL's sets: <c>uuid[:tag]:first-last</c>, separated by commas. Since MySQL 8.3 a source may number its transactions apart for each tag.</summary>
public sealed class OracleGtidSet : GtidSet
{
    const int MaxTagLength = 32;

    static readonly Comparer<(string Uuid, string Tag)> Order = Comparer<(string Uuid, string Tag)>.Create((a, b) =>
        string.CompareOrdinal(a.Uuid, b.Uuid) is var byUuid and not 0 ? byUuid : string.CompareOrdinal(a.Tag, b.Tag));

    readonly KeyValuePair<(string Uuid, string Tag), GtidIntervals>[] _sources; // in their order
    string? _text;

    OracleGtidSet(IEnumerable<KeyValuePair<(string Uuid, string Tag), GtidIntervals>> sources) =>
        _sources = [.. sources.Where(s => !s.Value.IsEmpty).OrderBy(s => s.Key, Order)];

    /// <inheritdoc/>
    public override GtidKind Kind => GtidKind.Oracle;

    /// <inheritdoc/>
    public override bool IsEmpty => _sources.Length == 0;

    /// <inheritdoc/>
    public override long Count => SaturatingSum(_sources.SelectMany(s => s.Value.Counts));

    /// <inheritdoc cref="GtidSet.Parse"/>
    public static OracleGtidSet Parse(string text)
    {
        Dictionary<(string Uuid, string Tag), List<(long First, long Last)>> found = [];
        foreach (var group in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = group.Split(':', StringSplitOptions.TrimEntries);
            if (!TryParseUuid(parts[0], out var uuid)) throw new FormatException($"{Quote(parts[0])} is not the UUID of a server, in {Quote(group)}.");
            var tag = "";
            var isTagUsed = false;
            foreach (var part in parts.Skip(1))
            {
                if (TryParseTag(part, out var nextTag))
                {
                    if (tag.Length > 0 && !isTagUsed) throw new FormatException($"The tag {Quote(tag)} has no numbers, in {Quote(group)}.");
                    (tag, isTagUsed) = (nextTag, false);
                    continue;
                }

                if (!found.TryGetValue((uuid, tag), out var intervals)) found[(uuid, tag)] = intervals = [];
                intervals.Add(ParseInterval(part, group));
                isTagUsed = true;
            }

            if (!isTagUsed) throw new FormatException($"{Quote(parts[^1])} has no numbers after it, in {Quote(group)}.");
        }

        return new OracleGtidSet(found.Select(f => KeyValuePair.Create(f.Key, GtidIntervals.Of(f.Value))));
    }

    /// <inheritdoc/>
    public override bool Contains(GtidSet other)
    {
        if (ReferenceEquals(this, other)) return true;
        var at = 0;
        foreach (var (source, intervals) in Same<OracleGtidSet>(other)._sources)
        {
            while (at < _sources.Length && Order.Compare(_sources[at].Key, source) < 0) at++;
            if (at == _sources.Length || Order.Compare(_sources[at].Key, source) > 0 || !_sources[at].Value.Contains(intervals)) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override GtidSet Subtract(GtidSet other)
    {
        var cut = Same<OracleGtidSet>(other)._sources.ToDictionary();
        return new OracleGtidSet(_sources.Select(s => cut.TryGetValue(s.Key, out var theirs) ? KeyValuePair.Create(s.Key, s.Value.Subtract(theirs)) : s));
    }

    /// <inheritdoc/>
    public override GtidSet Union(GtidSet other)
    {
        if (Contains(other)) return this;
        if (other.Contains(this)) return other;
        return new OracleGtidSet(_sources.Concat(Same<OracleGtidSet>(other)._sources)
            .GroupBy(s => s.Key, s => s.Value)
            .Select(g => KeyValuePair.Create(g.Key, g.Aggregate((a, b) => a.Union(b)))));
    }

    /// <inheritdoc/>
    public override long CountBeyond(GtidSet other) => Subtract(other).Count;

    /// <inheritdoc/>
    public override IEnumerable<string> Each() => _sources.SelectMany(s => s.Value.Numbers.Select(number => s.Key.Tag.Length == 0 ? $"{s.Key.Uuid}:{number}" : $"{s.Key.Uuid}:{s.Key.Tag}:{number}"));

    /// <inheritdoc/>
    public override bool DivergesFrom(GtidSet other)
    {
        // A server's UUID is part of each transaction's id, so no two servers ever use the same one.
        Same<OracleGtidSet>(other);
        return false;
    }

    /// <summary>The set without what servers with one of <paramref name="uuids"/> have originated, whatever the tag.</summary>
    public OracleGtidSet WithoutServers(IEnumerable<string> uuids)
    {
        var left = uuids.Select(u => TryParseUuid(u, out var uuid) ? uuid : "").ToHashSet();
        return new OracleGtidSet(_sources.Where(s => !left.Contains(s.Key.Uuid)));
    }

    /// <inheritdoc/>
    public override string ToString() => _text ??= string.Join(',', _sources
        .GroupBy(s => s.Key.Uuid)
        .Select(g => $"{g.Key}:{string.Join(':', g.Select(s => s.Key.Tag.Length == 0 ? $"{s.Value}" : $"{s.Key.Tag}:{s.Value}"))}"));

    static bool TryParseUuid(string text, out string uuid)
    {
        // MySQL takes the usual form, the one without dashes and the one in braces.
        var isUuid = Guid.TryParseExact(text, "D", out var id) || Guid.TryParseExact(text, "N", out id) || Guid.TryParseExact(text, "B", out id);
        uuid = id.ToString("D");
        return isUuid;
    }

    static bool TryParseTag(string text, out string tag)
    {
        tag = text.ToLowerInvariant();
        return text.Length is > 0 and <= MaxTagLength && (char.IsAsciiLetter(text[0]) || text[0] == '_')
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    static (long First, long Last) ParseInterval(string part, string group)
    {
        var dash = part.IndexOf('-');
        var (firstText, lastText) = dash < 0 ? (part, part) : (part[..dash].TrimEnd(), part[(dash + 1)..].TrimStart());
        if (!TryParseNumber(firstText, out var first) || !TryParseNumber(lastText, out var last))
            throw new FormatException($"{Quote(part)} is neither an interval of transaction numbers nor a tag, in {Quote(group)}.");
        if (first < 1 || last < first) throw new FormatException($"The interval {Quote(part)} is empty or starts below 1, in {Quote(group)}.");
        return (first, last);
    }

    static bool TryParseNumber(string text, out long number) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out number);
}
