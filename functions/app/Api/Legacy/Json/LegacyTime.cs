using System.Globalization;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Times as older clients read them.</summary>
internal static class LegacyTime
{
    /// <summary>UTC, to the second.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Nanoseconds.</summary>
    public static long Nanoseconds(TimeSpan span) => span.Ticks * TimeSpan.NanosecondsPerTick;
}
