using System.Globalization;
using System.Text.RegularExpressions;

namespace Ham4Db.Core.Model;

/// <summary>synchronous_standby_names: for how many standbys a commit waits, and for which.</summary>
/// <param name="Method">FIRST or ANY.</param>
/// <param name="Count">For how many; 0 for none.</param>
/// <param name="Names">Their names; <c>*</c> stands for every standby.</param>
public sealed partial record StandbyNames(string Method, int Count, IReadOnlyList<string> Names)
{
    static readonly StandbyNames None = new("FIRST", 0, []);

    /// <summary>Reads the setting: <c>n1, n2</c>, <c>2 (n1, n2)</c>, <c>FIRST 2 (n1, n2)</c>, <c>ANY 2 (*)</c>.</summary>
    public static StandbyNames Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return None;
        var match = WithCount().Match(text);
        var list = match.Success ? match.Groups["list"].Value : text;
        List<string> names = [.. Name().Matches(list).Select(m => m.Groups["quoted"].Success ? m.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : m.Value)];
        if (names.Count == 0) return None;
        if (!match.Success) return new StandbyNames("FIRST", 1, names);
        var method = match.Groups["method"].Value.ToUpperInvariant();
        return new StandbyNames(method.Length == 0 ? "FIRST" : method, int.TryParse(match.Groups["count"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 1, names);
    }

    /// <summary>Whether a standby of that name is waited for. The server compares names without regard to case.</summary>
    public bool Includes(string name) => Names.Any(n => n == "*" || string.Equals(n, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The setting as text.</summary>
    public override string ToString() =>
        Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Method} {Count} ({string.Join(", ", Names.Select(n => n == "*" ? n : $"\"{n.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))})");

    [GeneratedRegex("""^\s*(?<method>FIRST|ANY)?\s*(?<count>\d+)\s*\((?<list>.*)\)\s*$""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 100)]
    private static partial Regex WithCount();

    [GeneratedRegex(""" "(?<quoted>(?:[^"]|"")*)" | [^\s,"]+ """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Name();
}
