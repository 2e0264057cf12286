using System.Net;
using System.Text.Json;
using Ham4Db.Functions.Tests.Api.Fixtures;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Ham4Db.Functions.Tests.Api.V2;

/// <summary>The description of the interface: right in itself, complete, and true of the answers.</summary>
public sealed class OpenApiTests(ReadOnlyFleet fleet) : IClassFixture<ReadOnlyFleet>
{
    [Fact]
    public async Task It_is_a_document_that_other_readers_understand_without_complaint()
    {
        var reply = await fleet.Host.GetAsync("/api/v2/openapi.json");
        var read = OpenApiDocument.Parse(reply.Text, OpenApiConstants.Json);
        Assert.Equal([], read.Diagnostic!.Errors.Select(error => $"{error.Pointer}: {error.Message}"));
        Assert.Equal([], read.Diagnostic.Warnings.Select(warning => $"{warning.Pointer}: {warning.Message}"));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
    }

    [Fact]
    public async Task It_describes_every_endpoint_with_parameters_answers_errors_and_role()
    {
        var document = (await fleet.Host.GetAsync("/api/v2/openapi.json")).Raw;
        var described = Operations(document).Select(o => $"{o.Method.ToUpperInvariant()} {o.Path}").Order().ToList();
        var mapped = fleet.Host.Pipeline.Endpoints.Where(e => Path(e).StartsWith("/api/v2/", StringComparison.Ordinal))
            .SelectMany(e => e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Where(method => method != "HEAD").Select(method => $"{method} {Path(e)}")).Order().ToList();
        Assert.Equal(mapped, described);

        List<string> wrong = [];
        var ids = new HashSet<string>();
        foreach (var (path, method, operation) in Operations(document))
        {
            void Check(bool isRight, string what)
            {
                if (!isRight) wrong.Add($"{method} {path}: {what}");
            }

            Check(operation.TryGetProperty("operationId", out var id) && ids.Add(id.GetString()!), "it has no name of its own");
            Check(operation.GetProperty("summary").GetString()!.EndsWith('.'), "its summary is no sentence");
            Check(operation.GetProperty("x-ham4db-role").GetString() is "known" or "agent" or "viewer" or "operator" or "admin", "it names no role");
            var parameters = operation.TryGetProperty("parameters", out var all) ? all.EnumerateArray().ToList() : [];
            var inPath = parameters.Where(p => p.GetProperty("in").GetString() == "path").Select(p => p.GetProperty("name").GetString()).ToList();
            Check(path.Split('{').Skip(1).Select(part => part.Split('}')[0]).SequenceEqual(inPath!), "its path has other parameters");
            Check(parameters.All(p => p.GetProperty("description").GetString()!.Length > 0 && p.TryGetProperty("schema", out _)), "a parameter is not described");
            var responses = operation.GetProperty("responses");
            Check(responses.EnumerateObject().Any(r => r.Name.StartsWith('2')), "it has no answer");
            foreach (var status in new[] { "400", "401", "403", "404", "429", "500" }) Check(responses.TryGetProperty(status, out _), $"it has no {status}");
            foreach (var good in responses.EnumerateObject().Where(r => r.Name is "200" or "201")) Check(good.Value.TryGetProperty("content", out _), $"its {good.Name} has no content");
            Check(method == "get" || parameters.Any(p => p.GetProperty("name").GetString() == "Idempotency-Key"), "it takes no key");
        }

        Assert.Equal([], wrong);
    }

    [Theory]
    [InlineData("clusters", "/clusters")]
    [InlineData("clusters/shop", "/clusters/{id}")]
    [InlineData("clusters/shop/topology", "/clusters/{id}/topology")]
    [InlineData("clusters/shop/plan?failed=db1", "/clusters/{id}/plan")]
    [InlineData("clusters/shop/settings", "/clusters/{id}/settings")]
    [InlineData("instances", "/instances")]
    [InlineData("instances/db2:3306", "/instances/{instance}")]
    [InlineData("instances/db2:3306/measurements", "/instances/{instance}/measurements")]
    [InlineData("work", "/work")]
    [InlineData("analysis?all=true", "/analysis")]
    [InlineData("snapshot?cluster=shop", "/snapshot")]
    [InlineData("audit", "/audit")]
    [InlineData("settings", "/settings")]
    [InlineData("me", "/me")]
    [InlineData("configuration", "/configuration")]
    public async Task Answers_have_the_members_that_it_says(string path, string described)
    {
        var document = (await fleet.Host.GetAsync("/api/v2/openapi.json")).Raw;
        var schema = document.GetProperty("paths").GetProperty("/api/v2" + described).GetProperty("get").GetProperty("responses").GetProperty("200")
            .GetProperty("content").GetProperty("application/json").GetProperty("schema");
        List<string> wrong = [];
        Compare((await fleet.Host.GetAsync("/api/v2/" + path)).Raw, schema, document, "$", wrong);
        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task The_page_for_people_is_whole_and_needs_nothing_from_elsewhere()
    {
        var reply = await fleet.Host.GetAsync("/api/v2/docs");
        Assert.Equal((HttpStatusCode.OK, "text/html"), (reply.Status, reply.ContentType));
        Assert.DoesNotContain("<script", reply.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http://", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", reply.Text, StringComparison.Ordinal);
        foreach (var part in new[] { "/api/v2/clusters/{id}/takeover", "urn:ham4db:problem:idempotency-key-reused", "Last-Event-ID", "id=\"schema-InstanceView\"" })
            Assert.Contains(part, reply.Text, StringComparison.Ordinal);
        var policy = reply.Headers["Content-Security-Policy"];
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotModified, (await fleet.Host.GetAsync("/api/v2/docs", ("If-None-Match", reply.Headers["ETag"]))).Status);
    }

    internal static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement document) =>
        document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => (path.Name, method.Name, method.Value)));

    internal static JsonElement Resolve(JsonElement schema, JsonElement document)
    {
        while (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference))
        {
            var found = document;
            foreach (var part in reference.GetString()!.Split('/').Skip(1)) found = found.GetProperty(part);
            schema = found;
        }

        return schema;
    }

    private static void Compare(JsonElement value, JsonElement schema, JsonElement document, string at, List<string> wrong)
    {
        schema = Resolve(schema, document);
        if (schema.ValueKind != JsonValueKind.Object) return;
        if (schema.TryGetProperty("anyOf", out var any))
        {
            List<List<string>> tries = [.. any.EnumerateArray().Select(one =>
            {
                List<string> tried = [];
                Compare(value, one, document, at, tried);
                return tried;
            })];
            if (tries.All(tried => tried.Count > 0)) wrong.AddRange(tries.MinBy(tried => tried.Count)!);
            return;
        }

        var type = value.ValueKind switch
        {
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.Number => "number",
            JsonValueKind.Null => "null",
            _ => "boolean",
        };
        if (schema.TryGetProperty("type", out var wanted))
        {
            List<string> types = [.. (wanted.ValueKind == JsonValueKind.Array ? wanted.EnumerateArray().Select(t => t.GetString()!) : [wanted.GetString()!]).Select(t => t == "integer" ? "number" : t)];
            if (!types.Contains(type)) wrong.Add($"{at} is {type}, not {string.Join('|', types)}");
        }

        if (type == "array" && schema.TryGetProperty("items", out var items))
        {
            foreach (var (index, item) in value.EnumerateArray().Index()) Compare(item, items, document, $"{at}[{index}]", wrong);
        }

        if (type != "object" || !schema.TryGetProperty("properties", out var properties)) return;
        foreach (var member in value.EnumerateObject())
        {
            if (properties.TryGetProperty(member.Name, out var property)) Compare(member.Value, property, document, $"{at}.{member.Name}", wrong);
            else wrong.Add($"{at}.{member.Name} is not described");
        }
    }

    private static string Path(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("{**", "{", StringComparison.Ordinal);
}
