using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Ham4Db.Functions.Tests.Api.Fixtures;

namespace Ham4Db.Functions.Tests.Api.V2;

/// <summary>Requests at random, made of what the OpenAPI document says.</summary>
public sealed class RandomRequestTests
{
    private const int Requests = 2500;

    private static readonly string[] Odd =
        ["", " ", "0", "-1", "1e400", "true", "null", "x", "nosuch:3306", "host:99999", "[::1]:3306", "' OR 1=1 --", "<b>", "../..", "ä漢𝕩", "\u0000", "\r\nX: y", "(a+)+$", "2026-13-45", new('z', 600)];

    // What is read may be there; what is changed never is.
    private static readonly string[] Known = ["shop", "db1:3306", "db2", "auto", "relocate", "replica", "20", "2026-11-25T03:15:00Z"];

    [Fact]
    public async Task Are_answered_as_the_document_says_and_change_nothing()
    {
        await using var host = await ApiHost.StartAsync();
        await host.AddClusterAsync("db", alias: "shop");
        var document = (await host.GetAsync("/api/v2/openapi.json")).Raw;
        var operations = OpenApiTests.Operations(document).ToArray();
        var before = await FleetPrint.OfAsync(host);

        var requests =
            from operation in Pick(operations)
            from values in Pick(operation.Method == "get" ? [.. Odd, .. Known] : Odd).Array[8]
            from isLeftOut in Gen.Bool.Array[8]
            from body in BodyOf(operation.Operation, document)
            select (operation, values, isLeftOut, body);
        var asked = 0;
        await requests.SampleAsync(
            async request =>
            {
                Interlocked.Increment(ref asked);
                await AskAsync(host, request.operation, request.values, request.isLeftOut, request.body);
            },
            iter: Requests,
            threads: 4);

        Assert.True(asked >= 2000, $"{asked} requests");
        Assert.Equal(before, await FleetPrint.OfAsync(host));
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/api/v2/clusters/shop")).Status);
    }

    private static async Task AskAsync(
        ApiHost host, (string Path, string Method, JsonElement Operation) operation, string[] values, bool[] isLeftOut, string? body)
    {
        var (path, query, next) = (operation.Path, new List<string>(), 0);
        using var request = new HttpRequestMessage { Method = new HttpMethod(operation.Method.ToUpperInvariant()) };
        foreach (var parameter in operation.Operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray() : default)
        {
            var (name, value, skip) = (parameter.GetProperty("name").GetString()!, values[next % values.Length], isLeftOut[next++ % isLeftOut.Length]);
            if (parameter.GetProperty("in").GetString() == "path") path = path.Replace($"{{{name}}}", Uri.EscapeDataString(value.Length == 0 || value.Contains('\0', StringComparison.Ordinal) ? "_" : value), StringComparison.Ordinal);
            else if (skip || name is "wait") continue;
            else if (parameter.GetProperty("in").GetString() == "query") query.Add($"{name}={Uri.EscapeDataString(value)}");
            else request.Headers.TryAddWithoutValidation(name, value.All(char.IsAsciiLetterOrDigit) ? value : "x");
        }

        // A change of what exists is one only of the version that was seen, and nobody has seen this one.
        if (operation.Path.EndsWith("/settings", StringComparison.Ordinal) && operation.Method != "get") request.Headers.TryAddWithoutValidation("If-Match", "\"never\"");
        request.RequestUri = new Uri(path + (query.Count > 0 ? "?" + string.Join('&', query) : ""), UriKind.Relative);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ApiHost.Cancellation);
        var what = $"{request.Method} {request.RequestUri} {body}: {(int)response.StatusCode}";
        if (response.Content.Headers.ContentType?.MediaType == "text/event-stream") return;
        var text = await response.Content.ReadAsStringAsync(ApiHost.Cancellation);
        // A load balancer's check says no with 503: that is an answer.
        var isNo = text.Contains("urn:ham4db:problem:not-in-role", StringComparison.Ordinal);
        Assert.True(isNo || (int)response.StatusCode is not (>= 500 and not 502), $"{what} {text}");
        var responses = operation.Operation.GetProperty("responses");
        // An empty or dotted part of a path is another path.
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) return;
        Assert.True(responses.TryGetProperty(((int)response.StatusCode).ToString(), out _), $"{what} is not described. {text}");
        if ((int)response.StatusCode < 400) return;
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("urn:ham4db:problem:", JsonDocument.Parse(text).RootElement.GetProperty("type").GetString(), StringComparison.Ordinal);
    }

    private static Gen<T> Pick<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<string?> BodyOf(JsonElement operation, JsonElement document)
    {
        if (!operation.TryGetProperty("requestBody", out var body)) return Gen.Const((string?)null);
        var schema = OpenApiTests.Resolve(body.GetProperty("content").GetProperty("application/json").GetProperty("schema"), document);
        // Some bodies are other systems' own.
        if (!schema.TryGetProperty("properties", out var properties)) return Pick<string?>(["", "{", "[]", "null", "{\"unknown\":1}", null]);
        var names = properties.EnumerateObject().Select(property => property.Name).ToArray();
        var value = Gen.OneOf<JsonNode?>(
            Pick(Odd).Select(text => (JsonNode?)JsonValue.Create(text)),
            Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
            Gen.Bool.Select(truth => (JsonNode?)JsonValue.Create(truth)),
            Gen.Const((JsonNode?)null),
            Pick(Odd).Array[0, 3].Select(texts => (JsonNode?)new JsonArray([.. texts.Select(text => (JsonNode?)JsonValue.Create(text))])));
        var right = value.Array[names.Length].Select(values => (string?)new JsonObject(names.Zip(values, (name, v) => KeyValuePair.Create(name, v?.DeepClone()))).ToJsonString());
        return Gen.Frequency((8, right), (1, Pick<string?>(["", "{", "[]", "null", "{\"unknown\":1}", null])));
    }
}
