using System.Diagnostics;

namespace Ham4Db.Topologies;

/// <summary>The monotonic clock that everything observed here is timed by, so that observations can be compared.</summary>
public static class RunClock
{
    private static readonly long Start = Stopwatch.GetTimestamp();
    private static readonly DateTimeOffset StartUtc = DateTimeOffset.UtcNow;

    /// <summary>Time since this clock was first used.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(Start);

    /// <summary>The wall clock's reading at a time of this clock, to compare with what others recorded.</summary>
    public static DateTimeOffset ToUtc(TimeSpan time) => StartUtc + time;
}
