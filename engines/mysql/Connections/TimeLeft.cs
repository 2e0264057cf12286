namespace Ham4Db.Engines.MySql.Connections;

/// <summary>What is left of a bound.</summary>
internal static class TimeLeft
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);

    /// <summary>The time itself; where none is left, as little as can be waited for: on a machine that stood still, bounds are over before they are looked at.</summary>
    public static TimeSpan AtLeastSome(TimeSpan left) => left > Least ? left : Least;
}
