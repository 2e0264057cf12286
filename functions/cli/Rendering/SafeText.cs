using System.Text;
using Spectre.Console;

namespace Ham4Db.Cli.Rendering;

/// <summary>Text that comes from managed servers or over the network may hold anything; a terminal obeys control characters.</summary>
internal static class SafeText
{
    /// <summary>The text without control characters.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="keepLines">Leave line ends as they are.</param>
    public static string Clean(string? text, bool keepLines = false)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var clean = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsControl(character) || (keepLines && character == '\n')) clean.Append(character);
            else if (character is '\n' or '\t') clean.Append(' ');
        }

        return clean.ToString();
    }

    /// <summary>The text as markup that shows it as it is.</summary>
    public static string Markup(string? text) => Clean(text).EscapeMarkup();

    /// <summary>The text as markup in a style.</summary>
    public static string Markup(string? text, string style) => string.IsNullOrEmpty(text) ? "" : $"[{style}]{Markup(text)}[/]";
}
