using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Ham4Db.Functions.Configuration;

/// <summary>
/// The regular expressions of the configuration. Existing files write them for Go's engine, which matches in linear time and has no look-around
/// and no back references; ours match the same way, so that no host name that a server reports can make a match slow.
/// </summary>
public static partial class Patterns
{
    private static readonly ConcurrentDictionary<string, Regex> Compiled = new(StringComparer.Ordinal);

    /// <summary>The compiled pattern. Patterns come from the configuration alone, so that keeping them is bounded.</summary>
    /// <param name="pattern">A regular expression; Go's <c>(?P&lt;name&gt;…)</c> and <c>[[:alpha:]]</c> are understood.</param>
    /// <param name="regex">The expression, where it is one.</param>
    /// <param name="error">What is wrong with it, where it is none.</param>
    public static bool TryCompile(string pattern, [NotNullWhen(true)] out Regex? regex, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (Compiled.TryGetValue(pattern, out regex)) return true;
        if (!TryParse(pattern, out regex, out error)) return false;
        regex = Compiled.GetOrAdd(pattern, regex);
        return true;
    }

    /// <summary>As <see cref="TryCompile"/>, for patterns that callers send: nothing is kept.</summary>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out Regex? regex, [NotNullWhen(false)] out string? error)
    {
        (regex, error) = (null, null);
        try
        {
            regex = new Regex(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return true;
        }
        catch (NotSupportedException)
        {
            error = "look-around, back references and atomic groups are not allowed";
        }
        catch (ArgumentException exception)
        {
            error = exception.Message;
        }

        return false;
    }

    /// <summary>Whether the pattern is found in the text. One that does not compile, and an empty one, is found in none.</summary>
    public static bool IsMatch(string pattern, string text) => pattern.Length > 0 && TryCompile(pattern, out var regex, out _) && regex.IsMatch(text);

    private static string Translate(string pattern) =>
        PosixClass().Replace(pattern.Replace("(?P<", "(?<", StringComparison.Ordinal), match => match.Groups["class"].Value switch
        {
            "alpha" => "a-zA-Z",
            "alnum" => "a-zA-Z0-9",
            "digit" => "0-9",
            "lower" => "a-z",
            "upper" => "A-Z",
            "xdigit" => "0-9a-fA-F",
            "word" => "a-zA-Z0-9_",
            "space" => @"\s",
            _ => "!-/:-@\\[-`{-~",
        });

    [GeneratedRegex(@"\[:(?<class>alpha|alnum|digit|lower|upper|xdigit|word|space|punct):\]", RegexOptions.NonBacktracking)]
    private static partial Regex PosixClass();
}
