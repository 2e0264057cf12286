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

    /// <summary>Where a record ends, which is where the next one begins: each page has a header, and the first of a segment (of 16 MiB) a longer one.</summary>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">Its length without the headers of pages, in bytes.</param>
    public static ulong After(ulong start, uint length)
    {
        const ulong Page = 8192, Segment = 16 << 20, Header = 24, LongHeader = 40, Alignment = 8;
        var position = start;
        ulong left = length;
        while (left > Page - (position % Page))
        {
            left -= Page - (position % Page);
            position += Page - (position % Page);
            position += position % Segment == 0 ? LongHeader : Header;
        }

        return (position + left + Alignment - 1) / Alignment * Alignment;
    }

    public static string Text(ulong position) => $"{position >> 32:X}/{position & uint.MaxValue:X}";
}
