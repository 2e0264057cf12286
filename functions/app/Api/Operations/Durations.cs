using System.Globalization;

namespace Ham4Db.Functions.Api.Operations;

/// <summary>Lengths of time as people write them.</summary>
internal static class Durations
{
    private const int MaxDays = 3650;

    /// <summary>Reads a number and one of s, m, h, d, w.</summary>
    /// <exception cref="OperationException">It is none, or too long.</exception>
    public static TimeSpan Parse(string text)
    {
        var unit = text.Length == 0 ? TimeSpan.Zero : text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            'w' => TimeSpan.FromDays(7),
            _ => TimeSpan.Zero,
        };
        return unit > TimeSpan.Zero
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0
            && count * unit.TotalDays <= MaxDays
                ? count * unit
                : throw OperationException.Invalid($"Invalid duration: {text}; use a number and one of s, m, h, d, w, such as 30m; at most {MaxDays}d.");
    }
}
