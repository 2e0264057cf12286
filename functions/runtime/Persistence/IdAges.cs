namespace Ham4Db.Runtime.Persistence;

/// <summary>
/// Tells how long ago an id was given, without a time in every row: it remembers when some ids were given, at most one a second, and of long ago ever fewer.
/// An id of an earlier process is as old as this one, at least.
/// </summary>
internal sealed class IdAges(TimeProvider clock, long lastId)
{
    private const int Most = 1024;
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly List<(long Id, long At)> marks = [(lastId, clock.GetTimestamp())];
    private (long Id, long At) latest = (lastId, clock.GetTimestamp());

    /// <summary>Remembers an id that was just given.</summary>
    public void Given(long id)
    {
        lock (gate)
        {
            if (id <= latest.Id)
                return;
            latest = (id, clock.GetTimestamp());
            if (clock.GetElapsedTime(marks[^1].At, latest.At) < Apart)
                return;
            if (marks.Count == Most)
                Thin();
            marks.Add(latest);
        }
    }

    /// <summary>The age of an id, at least: that of the next one that is remembered.</summary>
    public TimeSpan Of(long id)
    {
        lock (gate)
        {
            var next = marks.FindIndex(mark => mark.Id >= id);
            return clock.GetElapsedTime(next < 0 ? latest.At : marks[next].At);
        }
    }

    // Apart by no more than a twentieth of their age, so that there are a few hundred however long this process lives.
    private void Thin()
    {
        var kept = new List<(long Id, long At)> { marks[0] };
        for (var i = 1; i < marks.Count - 1; i++)
        {
            var before = kept[^1].At;
            if (clock.GetElapsedTime(before, marks[i + 1].At) > clock.GetElapsedTime(before, latest.At) / 20)
                kept.Add(marks[i]);
        }

        kept.Add(marks[^1]);
        marks.Clear();
        marks.AddRange(kept);
    }
}
