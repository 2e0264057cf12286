using System.Text.RegularExpressions;
using Ham4Db.Functions.Tests.Configuration;

namespace Ham4Db.Functions.Tests.Documents;

/// <summary>The documents say which test shows what. Each of these tests is there.</summary>
public sealed partial class NamedTestsTests
{
    [Theory, InlineData("features.md", 100), InlineData("requests.md", 30)]
    public void Every_test_that_a_document_names_exists(string document, int atLeast)
    {
        var sources = Directory.EnumerateFiles(Path.Combine(SourceFolder.Path, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText)
            .ToList();
        var named = Named().Matches(File.ReadAllText(Path.Combine(SourceFolder.Path, "docs", document)));
        Assert.True(named.Count >= atLeast, $"{document} names {named.Count} tests only: are they written as before?");
        Assert.Equal([], named.Where(n => !sources.Any(source => Holds(source, n.Groups[1].Value, n.Groups[2].Value))).Select(n => n.Value).Distinct());
    }

    /// <summary>Without a method, the class alone is named.</summary>
    private static bool Holds(string source, string type, string method) =>
        new[] { '\n', ' ', '(', ':' }.Any(end => source.Contains($" class {type}{end}", StringComparison.Ordinal))
        && (method.Length == 0 || new[] { "Task", "void" }.Any(result => source.Contains($" {result} {method}(", StringComparison.Ordinal)));

    [GeneratedRegex(@"`([A-Z]\w*(?:Tests|Contract))(?:\.(\w+))?`", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Named();
}
