using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Ham4Db.Cli.OldNames;

namespace Ham4Db.Cli.Tests;

/// <summary>Commands that the documents name are there, with the options that they are shown with.</summary>
public sealed partial class DocumentedCommandTests
{
    private static readonly string Folder = Find();

    public static TheoryData<string> Pages { get; } = [.. Directory.GetFiles(Path.Combine(Folder, "docs"), "*.md").Concat(Directory.GetFiles(Folder, "*.md")).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void They_can_be_given_as_they_are_written(string page)
    {
        var root = CommandLine.Create(new CliEnvironment { Output = TextWriter.Null, Error = TextWriter.Null, Variable = _ => null });
        var text = File.ReadAllText(Path.Combine(Folder, page));
        var wrong = new List<string>();
        // One that is only named need not be complete.
        foreach (var (match, isWhole) in Inline().Matches(text).Select(match => (match, false)).Concat(Line().Matches(text).Select(match => (match, true))))
        {
            var command = match.Groups["words"].Value.Trim();
            var words = Words(command);
            if (OldOptions.AreMeant(words))
            {
                if (words is ["-c", var old, ..] && old != "COMMAND" && !OldCommands.Names.Contains(old)) wrong.Add($"{command}: there is no {old}");
                continue;
            }

            var parsed = root.Parse(words);
            // An option that it does not know would be taken for an argument.
            var unknown = parsed.Tokens.Where(token => token.Type == TokenType.Argument && token.Value.StartsWith('-')).Select(token => token.Value).Concat(parsed.UnmatchedTokens);
            var errors = unknown.Concat(isWhole ? parsed.Errors.Select(error => error.Message) : []).ToList();
            if (errors.Count > 0 || parsed.CommandResult.Command == root) wrong.Add($"{command}: {string.Join("; ", errors)}");
        }

        Assert.Equal([], wrong);
    }

    [Fact]
    public void There_are_some() => Assert.True(Line().Count(File.ReadAllText(Path.Combine(Folder, "README.md"))) > 10);

    // Without comments, redirections and brackets, and with values in the place of their names.
    private static List<string> Words(string command)
    {
        var bare = Behind().Replace(command, "").Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        return [.. Quoted().Matches(Instance().Replace(bare, "db-1:3306")).Select(match => Cluster().Replace(match.Value.Trim('"', '\''), "c"))];
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ham4Db.Functions.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run in the repository.");
        return folder.FullName;
    }

    [GeneratedRegex(@"`(\./)?ham4db (?<words>[a-z-][^`\n]*)`", RegexOptions.None, 10_000)]
    private static partial Regex Inline();

    [GeneratedRegex(@"^ *(\./)?ham4db (?<words>.+)$", RegexOptions.Multiline, 10_000)]
    private static partial Regex Line();

    [GeneratedRegex(@"(\s#|\s?[>|;&]\s).*$", RegexOptions.None, 10_000)]
    private static partial Regex Behind();

    [GeneratedRegex("\"[^\"]*\"|\\S+", RegexOptions.None, 10_000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{?\b(HOST:PORT|host:port|H:P|PRIMARY)\b\}?", RegexOptions.None, 10_000)]
    private static partial Regex Instance();

    [GeneratedRegex("^(<.*>|CLUSTER|C)$", RegexOptions.None, 10_000)]
    private static partial Regex Cluster();
}
