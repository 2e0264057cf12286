using System.Text.Json;
using System.Text.RegularExpressions;
using Ham4Db.Functions.Tests.Configuration;

namespace Ham4Db.Functions.Tests.Documents;

/// <summary>The dashboard shows what there is: every metric of the documents, and no other.</summary>
public sealed partial class DashboardTests
{
    private static readonly string[] Parts = ["_bucket", "_count", "_sum"];

    [Fact]
    public void It_shows_every_metric_of_the_documents_and_no_other()
    {
        using var dashboard = JsonDocument.Parse(Read("grafana.json"));
        var shown = dashboard.RootElement.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .SelectMany(target => Metric().Matches(target.GetProperty("expr").GetString()!)).Select(match => Whole(match.Value));
        var documented = Metric().Matches(Read("metrics.md")).Select(match => match.Value);
        Assert.Equal(documented.Distinct().Order(), shown.Distinct().Order());
    }

    private static string Read(string document) => File.ReadAllText(Path.Combine(SourceFolder.Path, "docs", document));

    private static string Whole(string name) => Parts.Where(name.EndsWith).Select(part => name[..^part.Length]).FirstOrDefault(name);

    [GeneratedRegex(@"ham4db_[a-z_]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Metric();
}
