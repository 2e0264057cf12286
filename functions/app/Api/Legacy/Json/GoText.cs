using System.Text;

namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>Errors of servers as older clients get them: quoted, in ASCII, as Go writes string literals.</summary>
internal static class GoText
{
    /// <summary>The quoted text; empty for an empty one.</summary>
    public static string Quote(string text)
    {
        if (text.Length == 0) return "";
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes()) quoted.Append(Escape(rune));
        return quoted.Append('"').ToString();
    }

    private static string Escape(Rune rune) => rune.Value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\v' => "\\v",
        < 0x20 or 0x7f => $"\\x{rune.Value:x2}",
        < 0x7f => rune.ToString(),
        <= 0xffff => $"\\u{rune.Value:x4}",
        _ => $"\\U{rune.Value:x8}",
    };
}
