namespace Ham4Db.Cli.Rendering;

/// <summary>Times of a timeline.</summary>
internal static class Milliseconds
{
    public static string Text(TimeSpan time) => Text(time.TotalMilliseconds);

    public static string Text(double milliseconds) => $"{milliseconds:F0} ms";

    /// <summary>A time relative to the timeline's zero.</summary>
    public static string Offset(double milliseconds) => $"{(milliseconds < 0 ? "" : "+")}{milliseconds:F0} ms";
}
