using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ham4Db.Functions.Configuration;

namespace Ham4Db.Functions.Tests.Configuration;

/// <summary>
/// docs/configuration.md lists every key. Its tables are made from the options and the known keys themselves; after a change of those,
/// run these tests once with HAM4DB_WRITE_DOCS=1.
/// </summary>
public sealed partial class ConfigurationTableTests
{
    private static readonly string DocumentPath = Path.Combine(SourceFolder.Path, "docs", "configuration.md");

    private static readonly Dictionary<string, string> Summaries = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Ham4Db.Functions.xml"))
        .Descendants("member")
        .Where(member => member.Attribute("name")!.Value.StartsWith($"P:{typeof(Ham4DbOptions).FullName}.", StringComparison.Ordinal))
        .ToDictionary(member => member.Attribute("name")!.Value.Split('.')[^1], member => Text(member.Element("summary")!));

    [Fact]
    public void The_tables_are_those_of_the_code()
    {
        var document = File.ReadAllText(DocumentPath);
        var expected = Replace(Replace(document, "keys in force", InForce()), "keys without effect", WithoutEffect());
        if (Environment.GetEnvironmentVariable("HAM4DB_WRITE_DOCS") is not null) File.WriteAllText(DocumentPath, expected);
        else Assert.Equal(expected, document);
    }

    [Fact]
    public void Every_key_in_force_says_what_it_does() => Assert.Equal([], OptionKey.All.Where(key => Summaries.GetValueOrDefault(key.Name, "").Length < 10).Select(key => key.Name));

    private static IEnumerable<string> InForce() =>
    [
        "| Key | Default | Reload | What it does |",
        "| --- | --- | --- | --- |",
        .. OptionKey.All.Select(key =>
            $"| `{key.Name}`{(key.Rule.Alias is { } alias ? $", `{alias}`" : "")} | {Default(key)} | {(StartKeys.All.Contains(key.Name) ? "next start" : "at once")} | {Summaries[key.Name]} |"),
    ];

    private static IEnumerable<string> WithoutEffect() =>
    [
        "| Key | Why, and what takes its place |",
        "| --- | --- |",
        .. KnownKeys.All.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"| `{pair.Key}` | {char.ToUpperInvariant(pair.Value.Reason[0])}{pair.Value.Reason[1..]}. |"),
    ];

    private static string Default(OptionKey key) => key.Display(new Ham4DbOptions()) is { Length: > 0 } text ? $"`{text}`" : "empty";

    private static string Replace(string document, string name, IEnumerable<string> lines)
    {
        var (begin, end) = ($"<!-- {name} -->\n", $"<!-- end of {name} -->");
        var (from, to) = (document.IndexOf(begin, StringComparison.Ordinal), document.IndexOf(end, StringComparison.Ordinal));
        Assert.True(from >= 0 && to > from, $"docs/configuration.md has no place for the table '{name}'.");
        return document[..(from + begin.Length)] + string.Join('\n', lines) + "\n" + document[to..];
    }

    private static string Text(XElement summary)
    {
        var parts = summary.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement element => $"`{(element.Attribute("cref") ?? element.Attribute("name"))!.Value.Split('.')[^1]}`",
            _ => "",
        });
        return Blanks().Replace(string.Concat(parts), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
