using System.Net;
using System.Text.RegularExpressions;
using Ham4Db.Web.Tests.Support;

namespace Ham4Db.Web.Tests;

/// <summary>How the page's files are served.</summary>
public sealed partial class ServingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_is_never_kept_and_lets_nothing_in_from_elsewhere()
    {
        await using var fleet = await StillFleet.StartAsync();
        using var http = Client(fleet);
        using var first = await http.GetAsync("/ui/", Cancelled);
        using var second = await http.GetAsync("/ui/clusters/anything", Cancelled);
        Assert.Equal((HttpStatusCode.OK, "text/html", "no-store"), (first.StatusCode, first.Content.Headers.ContentType?.MediaType, first.Headers.CacheControl?.ToString()));
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Matches("^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[A-Za-z0-9+/=]{24}'; ", policy);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.NotEqual(policy, second.Headers.GetValues("Content-Security-Policy").Single());
        var html = await first.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains($"content=\"{Nonce().Match(policy).Groups[1].Value}\"", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script(?![^>]* src=)|https?://(?!www.w3.org)|<style", html);
    }

    [Fact]
    public async Task Hashed_files_are_kept_for_ever_and_sent_compressed()
    {
        await using var fleet = await StillFleet.StartAsync();
        using var http = Client(fleet);
        var script = Script().Match(await http.GetStringAsync("/ui/", Cancelled)).Groups[1].Value;
        var sizes = new Dictionary<string, long>();
        foreach (var encoding in new[] { "identity", "gzip", "br" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/ui/" + script);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
            using var response = await http.SendAsync(request, Cancelled);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", response.Headers.GetValues("Cache-Control").Single());
            Assert.Equal(encoding == "identity" ? "" : encoding, string.Join(',', response.Content.Headers.ContentEncoding));
            Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
            sizes[encoding] = (await response.Content.ReadAsByteArrayAsync(Cancelled)).Length;
        }

        Assert.True(sizes["br"] < sizes["gzip"] && sizes["gzip"] < sizes["identity"], string.Join(' ', sizes));
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/ui/" + script), Cancelled);
        Assert.Equal((HttpStatusCode.OK, sizes["identity"]), (head.StatusCode, head.Content.Headers.ContentLength));
    }

    [Theory]
    [InlineData("/ui/assets/../../../../etc/passwd")]
    [InlineData("/ui/assets/..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("/ui/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/ui/assets/index.html.br")]
    [InlineData("/ui//etc/passwd")]
    [InlineData("/ui/assets/C:%5cwindows%5cwin.ini")]
    public async Task No_path_leads_out_of_it(string path)
    {
        await using var fleet = await StillFleet.StartAsync();
        using var http = Client(fleet);
        using var response = await http.GetAsync(new Uri(fleet.Address + path), Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
        Assert.True(response.StatusCode == HttpStatusCode.NotFound || text.Contains("<div id=\"root\">", StringComparison.Ordinal), $"{response.StatusCode} {text}");
    }

    [Theory]
    [InlineData("/", "/ui/")]
    [InlineData("/web", "/ui/")]
    [InlineData("/web/clusters", "/ui/")]
    [InlineData("/web/cluster/alias/shop", "/ui/clusters/shop")]
    [InlineData("/web/cluster/instance/db1/3306", "/ui/clusters/db1%3A3306")]
    [InlineData("/web/cluster/%2f%2fevil.example", "/ui/clusters/%252f%252fevil.example")]
    public async Task Old_addresses_lead_here(string path, string location)
    {
        await using var fleet = await StillFleet.StartAsync(o => o with { URLPrefix = "/ham" });
        using var http = Client(fleet);
        using var response = await http.GetAsync("/ham" + path, Cancelled);
        Assert.Equal((HttpStatusCode.Redirect, "/ham" + location), (response.StatusCode, response.Headers.Location?.OriginalString));
        Assert.Contains("<base href=\"/ham/ui/\"", await http.GetStringAsync("/ham/ui/", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_load_is_small()
    {
        var dist = Path.Combine(Repository.Page, "dist");
        var html = File.ReadAllText(Path.Combine(dist, "index.html"));
        var files = Loaded().Matches(html).Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(files);
        var bytes = files.Sum(f => new FileInfo(Path.Combine(dist, f + ".br")).Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"first load: {bytes} bytes, {string.Join(' ', files)}");
        Assert.InRange(bytes, 10_000, 300_000);
    }

    private static HttpClient Client(StillFleet fleet) => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(fleet.Address) };

    [GeneratedRegex("'nonce-([^']+)'", RegexOptions.NonBacktracking)]
    private static partial Regex Nonce();

    [GeneratedRegex("src=\"\\./(assets/[^\"]+\\.js)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Script();

    [GeneratedRegex("(?:src|href)=\"\\./(assets/[^\"]+\\.(?:js|css))\"", RegexOptions.NonBacktracking)]
    private static partial Regex Loaded();
}
