using System.Globalization;
using Ham4Db.Core.Gtid;

namespace Ham4Db.Engines.PostgreSql.Probing;

/// <summary>Reads timeline history files: each line names an earlier timeline and where it was left.</summary>
internal static class TimelineHistory
{
    /// <summary>The timelines of a file, in its order. Comments and lines that are none are passed over, as the server does with comments.</summary>
    public static IReadOnlyList<(uint Timeline, ulong End)> Parse(string content)
    {
        List<(uint Timeline, ulong End)> history = [];
        foreach (var line in content.Split('\n'))
        {
            var parts = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length >= 2 && uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var timeline) && WalSet.TryParsePosition(parts[1], out var end))
                history.Add((timeline, end));
        }

        return history;
    }

    /// <summary>The timeline of a standby that receives nothing now: the newest of which it holds a segment at or after its position.</summary>
    /// <param name="segments">The newest segment of each timeline, as hexadecimal text.</param>
    /// <param name="position">Up to where it has its log.</param>
    /// <param name="segmentSize">Size of a segment, in bytes.</param>
    /// <returns>0 when that cannot be told.</returns>
    public static uint Newest(IEnumerable<(string Timeline, string Segment)> segments, ulong position, long segmentSize)
    {
        if (position == 0 || segmentSize <= 0) return 0;
        var number = (position - 1) / (ulong)segmentSize;
        var perFile = (1UL << 32) / (ulong)segmentSize;
        var needed = string.Create(CultureInfo.InvariantCulture, $"{number / perFile:X8}{number % perFile:X8}");
        return segments.Where(s => string.CompareOrdinal(s.Segment, needed) >= 0)
            .Select(s => uint.TryParse(s.Timeline, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var timeline) ? timeline : 0)
            .DefaultIfEmpty(0u).Max();
    }
}
