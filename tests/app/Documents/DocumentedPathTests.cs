using System.Text.RegularExpressions;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Ham4Db.Functions.Tests.Configuration;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Tests.Documents;

/// <summary>Paths of the API that the documents name are there, with the method that stands before them.</summary>
public sealed partial class DocumentedPathTests
{
    [Fact]
    public async Task Every_path_that_a_document_names_is_served()
    {
        await using var host = await ApiHost.StartAsync();
        var served = host.Pipeline.Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (Methods: endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [], Parts: Parts(endpoint.RoutePattern.RawText!)))
            .ToList();
        var pages = Directory.GetFiles(Path.Combine(SourceFolder.Path, "docs"), "*.md").Concat(Directory.GetFiles(SourceFolder.Path, "*.md"));
        var (named, wrong) = (0, new List<string>());
        foreach (var page in pages)
        {
            foreach (Match match in Named().Matches(await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)))
            {
                named++;
                var (method, path) = (match.Groups["method"].Value, match.Groups["path"].Value);
                if (!served.Any(s => IsSame(s.Parts, Parts(path)) && (method.Length == 0 || s.Methods.Contains(method)))) wrong.Add($"{Path.GetFileName(page)}: {match.Value}");
            }
        }

        Assert.Equal([], wrong);
        Assert.True(named > 30);
    }

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static bool IsSame(string[] served, string[] named) =>
        served.Length == named.Length && served.Zip(named).All(pair => pair.First == pair.Second || pair.First.Contains('{', StringComparison.Ordinal) || pair.Second == "NAME");

    [GeneratedRegex(@"(?:\b(?<method>GET|POST|PUT|PATCH|DELETE) )?(?<path>/api/v2/[\w{}<>:./-]*[\w}>])", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Named();
}
