using System.Text.RegularExpressions;

namespace Ham4Db.Cli.Rendering;

/// <summary>The API's words as people write them.</summary>
internal static partial class Words
{
    public static string Product(string flavor) => flavor switch
    {
        "mySql" => "MySQL",
        "mariaDb" => "MariaDB",
        "maxScale" => "MaxScale",
        "openGauss" => "openGauss",
        "postgreSql" => "PostgreSQL",
        "percona" => "Percona",
        _ => SafeText.Clean(flavor),
    };

    public static string Role(string role) => role switch
    {
        "primary" => "[bold]primary[/]",
        "coPrimary" => "[bold]co-primary[/]",
        _ => SafeText.Markup(role),
    };

    /// <summary>The version without build and packager.</summary>
    public static string ShortVersion(string version) => SafeText.Clean(version.Split('-', '+')[0]);

    /// <summary><c>semiSynchronous</c> as <c>semi-synchronous</c>, <c>mustNot</c> as <c>must not</c>.</summary>
    public static string Spaced(string word, string separator = " ") =>
        SafeText.Clean(Humps().Replace(word, match => separator + match.Value.ToLowerInvariant()));

    /// <summary>The code of a finding as it is written everywhere else: with a capital.</summary>
    public static string Code(string code) => code.Length == 0 ? "" : SafeText.Clean(char.ToUpperInvariant(code[0]) + code[1..]);

    /// <summary><c>wait-for-apply</c> as <c>wait for apply</c>.</summary>
    public static string Step(string step) => SafeText.Clean(step.Replace('-', ' '));

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Humps();
}
