using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Tests.Api.Access;

/// <summary>Every endpoint of both faces with input that is broken, too large, of the wrong type, or meant to do harm.</summary>
public sealed partial class HostileInputTests
{
    private static readonly string[] Values =
    [
        "' OR 1=1; DROP TABLE store_row --",
        "<script>alert(1)</script>",
        "$(touch /tmp/harm);`id`|cat",
        "..%2f..%2fetc%2fpasswd",
        "x\r\nX-Injected: yes",
        "\0\u0001\u202e\ufeff𝕩ß漢字",
        "%",
        "-1",
        "99999999999999999999",
        new('a', 3000),
    ];

    private static readonly string[] Bodies =
    [
        "",
        "{",
        "[]",
        "null",
        "\"x\"",
        "{\"kind\":1,\"instance\":[],\"reason\":{},\"name\":true,\"alias\":7,\"areRecoveriesDisabled\":\"perhaps\"}",
        "{\"__proto__\":{\"isAdmin\":true}}",
        "{\"kind\":\"relocate\",\"instance\":\"' OR 1=1 --\",\"below\":\"<b>\",\"pattern\":\"(a+)+$\",\"reason\":\"\\u0000\",\"name\":\"../..\",\"comment\":\"\\r\\nX: y\"}",
        new string('[', 2000),
    ];

    [Fact]
    public async Task Is_answered_in_words_changes_nothing_and_breaks_nothing()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var before = await FleetPrint.OfAsync(host);
        var wrong = new List<string>();
        await Parallel.ForEachAsync(
            host.Pipeline.Endpoints.Where(endpoint => PathOf(endpoint).StartsWith("/api", StringComparison.Ordinal)),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ApiHost.Cancellation },
            async (endpoint, _) =>
            {
                foreach (var problem in await TryAllAsync(host, endpoint))
                {
                    lock (wrong) wrong.Add(problem);
                }
            });
        Assert.Equal([], wrong);
        Assert.Equal(before, await FleetPrint.OfAsync(host));
        Assert.Equal("OK", (await host.GetAsync("/api/_ping")).Raw.GetString());
    }

    private static async Task<List<string>> TryAllAsync(ApiHost host, RouteEndpoint endpoint)
    {
        List<string> wrong = [];
        var changes = AccessTable.Of(endpoint)!.Changes;
        foreach (var method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Where(m => m != "HEAD"))
        {
            var hasParameters = endpoint.RoutePattern.Parameters.Count > 0;
            foreach (var value in Values)
            {
                // Without a parameter there is nothing hostile in the path of a change that would be done.
                if (!hasParameters && changes) break;
                var query = $"?page={Uri.EscapeDataString(value)}&cluster={Uri.EscapeDataString(value)}&pattern=(&wait={Uri.EscapeDataString(value)}";
                await AskAsync(method, Fill(endpoint, value) + (method == "GET" ? query : ""), body: null);
            }

            if (method != "POST" || !PathOf(endpoint).StartsWith("/api/v2", StringComparison.Ordinal)) continue;
            foreach (var body in Bodies) await AskAsync(method, Fill(endpoint, "nosuch"), body);
            await AskTooMuchAsync(method, Fill(endpoint, "nosuch"));
        }

        return wrong;

        async Task AskAsync(string method, string path, string? body)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("X-Ham4Db-Actor", "<b>' OR 1=1");
            if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ApiHost.Cancellation);
            var text = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await response.Content.ReadAsStringAsync(ApiHost.Cancellation);
            if (Judge(path, response, text) is { } problem) wrong.Add($"{method} {path[..Math.Min(path.Length, 120)]} {body}: {problem}");
        }

        async Task AskTooMuchAsync(string method, string path)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(new byte[10 << 20]) };
            request.Headers.ExpectContinue = true;
            using var response = await host.Http.SendAsync(request, ApiHost.Cancellation);
            if (response.StatusCode != HttpStatusCode.RequestEntityTooLarge) wrong.Add($"{method} {path} with 10 MB: {response.StatusCode}");
        }
    }

    private static string? Judge(string path, HttpResponseMessage response, string text)
    {
        if (response.Headers.Contains("X-Injected")) return "a header was injected";
        if (text.Contains("<script>", StringComparison.OrdinalIgnoreCase)) return "a script came back as it was";
        if (text.Contains("Internal error", StringComparison.Ordinal) || text.Contains("   at ", StringComparison.Ordinal)) return text;
        if ((int)response.StatusCode < 500 || response.StatusCode == HttpStatusCode.BadGateway) return null;
        return !path.StartsWith("/api/v2", StringComparison.Ordinal) && text.Contains("\"Code\":\"ERROR\"", StringComparison.Ordinal) ? null : $"{response.StatusCode} {text}";
    }

    private static string Fill(RouteEndpoint endpoint, string value) => Parameter().Replace(PathOf(endpoint), _ => Uri.EscapeDataString(value));

    private static string PathOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
