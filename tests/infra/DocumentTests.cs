using System.Text.RegularExpressions;

namespace Ham4Db.Infra.Tests;

/// <summary>The two pages about deploying say what is there.</summary>
public sealed partial class DocumentTests(Compiled compiled)
{
    public static TheoryData<string> Pages { get; } = ["azure.md", "selfhosted.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files(string page)
    {
        var targets = Link().Matches(Repository.Read("docs", page)).Select(match => match.Groups[1].Value).Where(target => target.Length > 0 && !target.Contains(':')).Distinct().ToList();
        Assert.NotEmpty(targets);
        Assert.Equal([], targets.Where(target => !File.Exists(Repository.Path("docs", target))));
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

    [GeneratedRegex(@"\]\(([^)#]*)(#[^)]*)?\)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Link();

    [GeneratedRegex(@"\b(infra|packaging|functions/azure)/[a-z]+\.sh\b", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Script();

    [GeneratedRegex(@"readEnvironmentVariable\('(\w+)'", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Variable();
}
