using System.Text.RegularExpressions;

namespace Ham4Db.Infra.Tests;

/// <summary>Pages lead to what is there, and the two about deploying say what is there.</summary>
public sealed partial class DocumentTests(Compiled compiled)
{
    public static TheoryData<string> Pages { get; } = ["azure.md", "selfhosted.md"];

    public static TheoryData<string> AllPages { get; } =
    [
        .. Directory.GetFiles(Repository.Folder, "*.md").Concat(Directory.GetFiles(Repository.Path("docs"), "*.md")).Select(file => System.IO.Path.GetRelativePath(Repository.Folder, file)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Links_lead_to_files_and_to_headings(string page)
    {
        var folder = System.IO.Path.GetDirectoryName(page)!;
        var targets = Link().Matches(Repository.Read(page)).Select(match => (File: match.Groups[1].Value, Heading: match.Groups[2].Value)).Where(target => !target.File.Contains(':')).Distinct().ToList();
        Assert.Equal([], targets.Where(target => !Leads(target.File.Length == 0 ? page : System.IO.Path.Combine(folder, target.File), target.Heading)).Select(target => target.File + target.Heading));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Programs_that_are_named_are_there(string page)
    {
        var named = Script().Matches(Repository.Read("docs", page)).Select(match => match.Value).Distinct().ToList();
        Assert.NotEmpty(named);
        Assert.Equal([], named.Where(path => !File.Exists(Repository.Path(path))));
    }

    [Fact]
    public void Every_variable_is_explained()
    {
        var text = Repository.Read("docs", "azure.md");
        var wanted = Directory.GetFiles(Repository.Path("infra", "parameters")).SelectMany(file => Variable().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(wanted.Count > 5);
        Assert.Equal([], wanted.Where(name => !text.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_alert_rule_is_listed()
    {
        var rules = compiled.Templates.Select(template => template["variables"]?["rules"]).Single(rules => rules is not null)!.AsArray();
        var rows = Repository.Read("docs", "azure.md").Split('\n');
        Assert.Equal([], rules.Select(rule => $"| {rule!["key"]} | {rule["severity"]} |").Where(row => !rows.Any(line => line.StartsWith(row, StringComparison.Ordinal))));
    }

    private static bool Leads(string file, string heading) =>
        System.IO.Path.Exists(Repository.Path(file)) && (heading.Length == 0 || Heading().Matches(Repository.Read(file)).Any(match => "#" + Anchor(match.Groups[1].Value) == heading));

    // As GitHub makes them: small letters, digits, _ and -, with - for each blank.
    private static string Anchor(string heading) => NotInAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"\]\(([^)#]*)(#[^)]*)?\)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\b(infra|packaging|functions/azure)/[a-z]+\.sh\b", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Script();

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)'", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Variable();
}
