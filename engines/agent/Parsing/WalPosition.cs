using System.Globalization;

namespace Ham4Db.OpenGaussAgent.Parsing;

/// <summary>A place in the write-ahead log, <c>16/B374D848</c> as databases write it.</summary>
internal static class WalPosition
{
    /// <returns>Null for what is no position.</returns>
    public static ulong? Parse(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        return slash is > 0 and <= 8 && text.Length - slash - 1 is > 0 and <= 8
            && uint.TryParse(text[..slash], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            && uint.TryParse(text[(slash + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)
            ? ((ulong)high << 32) | low : null;
    }

    public static string Text(ulong position) => $"{position >> 32:X}/{position & uint.MaxValue:X}";
}
