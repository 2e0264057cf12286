using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Tests.Api.Access;

/// <summary>Every endpoint of both faces, asked by everybody.</summary>
public sealed partial class EveryEndpointTests
{
    // Judged by hand; the rest follows from whether it changes something.
    private const string OpenToEverybody = "/health/live /health/ready /api/_ping /api/lb-check /api/leader-check/{errorStatusCode?} /api/routed-leader-check/{errorStatusCode?} / /ui/{**path} /web/{**path}";

    private const string ForAdmins = "/api/disable-global-recoveries /api/enable-global-recoveries /api/forget-cluster/{hint}";

    private static readonly (AccessRole Role, string? Token)[] Everybody =
        [(AccessRole.None, null), (AccessRole.Agent, Callers.Agent), (AccessRole.Viewer, Callers.Viewer), (AccessRole.Operator, Callers.Operator), (AccessRole.Admin, Callers.Admin)];

    [Fact]
    public async Task States_which_role_it_needs()
    {
        await using var host = await ApiHost.StartAsync();
        var endpoints = host.Pipeline.Endpoints.ToList();
        Assert.True(endpoints.Count > 70);
        Assert.Equal([], endpoints.Where(endpoint => AccessTable.Of(endpoint) is null).Select(PathOf));
        string[] Needing(AccessRole role) => [.. endpoints.Where(endpoint => AccessTable.Of(endpoint)!.Role == role).Select(PathOf).Distinct()];
        Assert.Equal(OpenToEverybody.Split(' ').Order(), Needing(AccessRole.None).Order());
        Assert.Equal([], ForAdmins.Split(' ').Except(Needing(AccessRole.Admin)));
        Assert.Contains("/api/recover/{host}/{port}", Needing(AccessRole.Operator));
        Assert.Contains("/api/clusters", Needing(AccessRole.Viewer));
        Assert.Contains("/api/v2/clusters", Needing(AccessRole.Viewer));
        // Whoever may only read must not be able to change anything by whatever method.
        Assert.Equal([], endpoints.Where(endpoint => AccessTable.Of(endpoint) is { Changes: true, Role: < AccessRole.Operator and not AccessRole.Agent }).Select(PathOf));
        Assert.Equal(["/api/agent/health/{ip}/{hostname}/{port}/{interval}", "/api/v2/agents"], Needing(AccessRole.Agent).Order());
    }

    [Fact]
    public async Task Answers_only_those_who_have_it()
    {
        await using var host = await ApiHost.StartAsync(options => options.WithTokens());
        var wrong = new List<string>();
        foreach (var endpoint in host.Pipeline.Endpoints)
        {
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
            {
                foreach (var (role, token) in Everybody)
                {
                    var (status, problem) = await AskAsync(host, method, endpoint, token);
                    var needed = AccessTable.Of(endpoint)!.Role;
                    var isRight = May(role, needed)
                        ? status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests)
                        : status == (token is null ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden) && problem.Length == 0;
                    if (!isRight) wrong.Add($"{method} {PathOf(endpoint)} as {role}: {status} {problem}");
                }
            }
        }

        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task Changes_nothing_for_another_sites_page_or_where_all_is_read_only()
    {
        await using var open = await ApiHost.StartAsync();
        await using var readOnly = await ApiHost.StartAsync(options => options with { ReadOnly = true });
        var wrong = new List<string>();
        foreach (var endpoint in open.Pipeline.Endpoints.Where(endpoint => AccessTable.Of(endpoint)!.Changes))
        {
            var method = new HttpMethod(endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods[0]);
            var foreign = await open.SendAsync(method, Path(endpoint), ("Sec-Fetch-Site", "cross-site"));
            if (foreign.Status != HttpStatusCode.Forbidden) wrong.Add($"{Path(endpoint)} for another site: {foreign.Status}");
            var refused = await readOnly.SendAsync(method, Path(endpoint));
            if (!refused.Text.Contains("read-only", StringComparison.Ordinal)) wrong.Add($"{Path(endpoint)} read-only: {refused.Status}");
        }

        Assert.Equal([], wrong);
    }

    // The role of agents stands beside the others.
    private static bool May(AccessRole role, AccessRole needed) => needed == AccessRole.Agent ? role is AccessRole.Agent or AccessRole.Admin : role >= needed;

    /// <returns>The status, and what is wrong with a refusal.</returns>
    private static async Task<(HttpStatusCode Status, string Problem)> AskAsync(ApiHost host, string method, RouteEndpoint endpoint, string? token)
    {
        var path = Path(endpoint);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        // Streams of events do not end.
        using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ApiHost.Cancellation);
        if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)) return (response.StatusCode, "");
        if (response.StatusCode == HttpStatusCode.Unauthorized && response.Headers.WwwAuthenticate.Count == 0) return (response.StatusCode, "without WWW-Authenticate");
        if (method == "HEAD") return (response.StatusCode, "");
        var text = await response.Content.ReadAsStringAsync(ApiHost.Cancellation);
        return (response.StatusCode, Judge(path, response.StatusCode, text, AccessTable.Of(endpoint)!.Role.ToString().ToLowerInvariant()));
    }

    private static string Judge(string path, HttpStatusCode status, string text, string needed)
    {
        if (status == HttpStatusCode.Forbidden && !text.Contains($"needs the role {needed}", StringComparison.Ordinal)) return "does not name the role: " + text;
        if (!path.StartsWith("/api", StringComparison.Ordinal)) return "";
        using var json = JsonDocument.Parse(text);
        return path.StartsWith("/api/v2", StringComparison.Ordinal)
            ? json.RootElement.GetProperty("status").GetInt32() == (int)status ? "" : "no problem details: " + text
            : json.RootElement.GetProperty("Code").GetString() == "ERROR" && json.RootElement.GetProperty("Message").GetString()!.StartsWith("Unauthorized", StringComparison.Ordinal) ? "" : "no envelope: " + text;
    }

    private static string Path(RouteEndpoint endpoint) =>
        Parameter().Replace(PathOf(endpoint), match => match.Value.Contains("ort", StringComparison.Ordinal) ? "3306" : "x");

    private static string PathOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
