namespace Ham4Db.Core.Gtid;

/// <summary>Numbers of transactions of one source, as sorted, disjoint and never adjacent closed intervals.</summary>
sealed class GtidIntervals
{
    readonly (long First, long Last)[] _intervals;

    GtidIntervals((long First, long Last)[] intervals) => _intervals = intervals;

    public bool IsEmpty => _intervals.Length == 0;

    /// <summary>The smallest number; there must be one.</summary>
    public long First => _intervals[0].First;

    /// <summary>The largest number; there must be one.</summary>
    public long Last => _intervals[^1].Last;

    /// <summary>The intervals in order.</summary>
    public IEnumerable<(long First, long Last)> Ranges => _intervals;

    /// <summary>Length of each interval.</summary>
    public IEnumerable<long> Counts => _intervals.Select(i => i.Last - i.First + 1);

    /// <summary>The numbers in order, made as they are asked for.</summary>
    public IEnumerable<long> Numbers
    {
        get
        {
            foreach (var (first, last) in _intervals)
            {
                for (var number = first; number < last; number++) yield return number;
                yield return last;
            }
        }
    }

    /// <summary>Merges intervals given in any order; each must have <c>1 &lt;= First &lt;= Last</c>.</summary>
    public static GtidIntervals Of(IEnumerable<(long First, long Last)> intervals)
    {
        List<(long First, long Last)> merged = [];
        foreach (var next in intervals.Order())
        {
            // "First - 1" and not "Last + 1": the numbers may reach the end of their type.
            if (merged.Count > 0 && next.First - 1 <= merged[^1].Last) merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, next.Last));
            else merged.Add(next);
        }

        return new GtidIntervals([.. merged]);
    }

    public GtidIntervals Union(GtidIntervals other) => Of(_intervals.Concat(other._intervals));

    public GtidIntervals Subtract(GtidIntervals other)
    {
        List<(long First, long Last)> left = [];
        var at = 0;
        foreach (var (first, last) in _intervals)
        {
            var from = first;
            while (at < other._intervals.Length && other._intervals[at].Last < from) at++;
            var isUsedUp = false;
            for (var i = at; !isUsedUp && i < other._intervals.Length && other._intervals[i].First <= last; i++)
            {
                var cut = other._intervals[i];
                if (cut.First > from) left.Add((from, cut.First - 1));
                isUsedUp = cut.Last >= last;
                if (!isUsedUp) from = cut.Last + 1;
            }

            if (!isUsedUp) left.Add((from, last));
        }

        return new GtidIntervals([.. left]);
    }

    public bool Contains(GtidIntervals other)
    {
        var at = 0;
        foreach (var (first, last) in other._intervals)
        {
            while (at < _intervals.Length && _intervals[at].Last < first) at++;
            if (at == _intervals.Length || _intervals[at].First > first || _intervals[at].Last < last) return false;
        }

        return true;
    }

    /// <summary><c>1-5:7</c>.</summary>
    public override string ToString() => string.Join(':', _intervals.Select(i => i.First == i.Last ? $"{i.First}" : $"{i.First}-{i.Last}"));
}
