using System.Text.RegularExpressions;

namespace Ham4Db.Functions.Configuration;

/// <summary>Replaces <c>${NAME}</c> by the environment variable; <c>$${NAME}</c> stands for the text <c>${NAME}</c>.</summary>
internal sealed partial class VariableExpansion(Func<string, string?> environment)
{
    /// <summary>The text with its variables replaced; adds the names of those that are not set to <paramref name="unset"/>.</summary>
    public string Expand(string text, ICollection<string> unset) =>
        Variable().Replace(text, match =>
        {
            if (match.Value.StartsWith("$$", StringComparison.Ordinal)) return match.Value[1..];
            var name = match.Groups["name"].Value;
            if (environment(name) is { } value) return value;
            unset.Add(name);
            return "";
        });

    [GeneratedRegex(@"\$?\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
