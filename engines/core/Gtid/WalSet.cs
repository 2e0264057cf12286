using System.Globalization;
using Ham4Db.Core.Model;

namespace Ham4Db.Core.Gtid;

/// <summary>
/// The write-ahead log of a PostgreSQL or openGauss server as a set of its bytes: <c>timeline:from-to</c>, separated by commas, the end not included
/// (<c>1:0/0-0/3000060,2:0/3000060-0/5000148</c>). A promotion ends a timeline and begins the next, so that what a server has beyond the end
/// of a timeline is what nobody else has; servers of one system identifier are compared by nothing else.
/// </summary>
public sealed class WalSet : GtidSet
{
    readonly SortedDictionary<uint, GtidIntervals> _timelines; // byte n is the number n + 1
    string? _text;

    WalSet(IEnumerable<KeyValuePair<uint, GtidIntervals>> timelines) =>
        _timelines = new SortedDictionary<uint, GtidIntervals>(timelines.Where(t => !t.Value.IsEmpty).ToDictionary());

    /// <inheritdoc/>
    public override GtidKind Kind => GtidKind.Wal;

    /// <inheritdoc/>
    public override bool IsEmpty => _timelines.Count == 0;

    /// <summary>How many bytes the set holds.</summary>
    public override long Count => SaturatingSum(_timelines.Values.SelectMany(t => t.Counts));

    /// <summary>The newest timeline; 0 for the empty set.</summary>
    public uint Timeline => IsEmpty ? 0 : _timelines.Keys.Last();

    /// <summary>Where the newest timeline ends, as a byte position; 0 for the empty set.</summary>
    public ulong End => IsEmpty ? 0 : (ulong)_timelines[Timeline].Last;

    /// <summary>Up to where the set has a timeline, as a byte position; null where it has nothing of it.</summary>
    public ulong? EndOf(uint timeline) => _timelines.TryGetValue(timeline, out var bytes) ? (ulong)bytes.Last : null;

    /// <summary>The log of a server.</summary>
    /// <param name="history">Where each earlier timeline was left, in order.</param>
    /// <param name="timeline">The timeline that the server is on.</param>
    /// <param name="position">Up to where it has it, as a byte position.</param>
    public static WalSet Of(IEnumerable<(uint Timeline, ulong End)> history, uint timeline, ulong position)
    {
        List<KeyValuePair<uint, GtidIntervals>> parts = [];
        ulong from = 0;
        foreach (var (past, end) in history.Where(h => h.Timeline < timeline).OrderBy(h => h.Timeline))
        {
            // A server that has not replayed up to the fork is on the earlier timeline still.
            if (Math.Min(end, position) > from) parts.Add(KeyValuePair.Create(past, Interval(from, Math.Min(end, position))));
            from = Math.Max(from, end);
        }

        if (position > from) parts.Add(KeyValuePair.Create(timeline, Interval(from, position)));
        return new WalSet(parts);
    }

    /// <inheritdoc cref="GtidSet.Parse"/>
    public static WalSet Parse(string text)
    {
        Dictionary<uint, List<(long First, long Last)>> found = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':');
            var dash = part.IndexOf('-');
            if (colon < 1 || dash < colon || !uint.TryParse(part.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var timeline) || timeline == 0
                || !TryParsePosition(part[(colon + 1)..dash], out var from) || !TryParsePosition(part[(dash + 1)..], out var to))
                throw new FormatException($"{Quote(part)} is not 'timeline:from-to' with positions such as 0/3000060.");
            if (to <= from) throw new FormatException($"{Quote(part)} ends before it begins.");
            if (!found.TryGetValue(timeline, out var intervals)) found[timeline] = intervals = [];
            intervals.Add(((long)from + 1, (long)to));
        }

        return new WalSet(found.Select(f => KeyValuePair.Create(f.Key, GtidIntervals.Of(f.Value))));
    }

    /// <summary>Reads a position such as <c>16/B374D848</c>.</summary>
    public static bool TryParsePosition(string text, out ulong position)
    {
        position = 0;
        var slash = text.IndexOf('/');
        if (slash < 1 || !uint.TryParse(text.AsSpan(0, slash), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !uint.TryParse(text.AsSpan(slash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)) return false;
        position = ((ulong)high << 32) | low;
        return position <= long.MaxValue;
    }

    /// <summary>Reads a position; 0 where there is none.</summary>
    public static ulong PositionOf(string? text) => text is not null && TryParsePosition(text, out var position) ? position : 0;

    /// <summary>Writes a position as the servers do: <c>16/B374D848</c>.</summary>
    public static string Position(ulong position) => string.Create(CultureInfo.InvariantCulture, $"{position >> 32:X}/{position & uint.MaxValue:X}");

    /// <inheritdoc/>
    public override bool Contains(GtidSet other) =>
        Same<WalSet>(other)._timelines.All(t => _timelines.TryGetValue(t.Key, out var own) && own.Contains(t.Value));

    /// <inheritdoc/>
    public override GtidSet Subtract(GtidSet other)
    {
        var cut = Same<WalSet>(other)._timelines;
        return new WalSet(_timelines.Select(t => cut.TryGetValue(t.Key, out var theirs) ? KeyValuePair.Create(t.Key, t.Value.Subtract(theirs)) : t));
    }

    /// <inheritdoc/>
    public override GtidSet Union(GtidSet other)
    {
        if (Contains(other)) return this;
        if (other.Contains(this)) return other;
        return new WalSet(_timelines.Concat(Same<WalSet>(other)._timelines).GroupBy(t => t.Key, t => t.Value)
            .Select(g => KeyValuePair.Create(g.Key, g.Aggregate((a, b) => a.Union(b)))));
    }

    /// <inheritdoc/>
    public override long CountBeyond(GtidSet other) => Subtract(other).Count;

    /// <summary>The parts of the set.</summary>
    public override IEnumerable<string> Each() => _timelines.SelectMany(t => t.Value.Ranges.Select(r => $"{t.Key}:{Position((ulong)r.First - 1)}-{Position((ulong)r.Last)}"));

    /// <summary>Whether this server has more of a timeline than the other had when it left that timeline, or they began the same timeline at different places.</summary>
    /// <inheritdoc/>
    public override bool DivergesFrom(GtidSet other)
    {
        var theirs = Same<WalSet>(other);
        return _timelines.Any(t => theirs._timelines.TryGetValue(t.Key, out var there)
            ? there.First != t.Value.First || (t.Key < theirs.Timeline && t.Value.Last > there.Last)
            : t.Key < theirs.Timeline);
    }

    /// <inheritdoc/>
    public override string Amount(long count) => count == 1 ? "1 byte of WAL" : $"{count} bytes of WAL";

    /// <inheritdoc/>
    public override string ToString() => _text ??= string.Join(',', Each());

    static GtidIntervals Interval(ulong from, ulong to) => GtidIntervals.Of([((long)from + 1, (long)to)]);
}
