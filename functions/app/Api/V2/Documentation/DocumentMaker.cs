using System.Reflection;
using System.Text.Json.Nodes;
using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Api.V2.Problems;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.V2.Documentation;

/// <summary>Makes the OpenAPI document of the endpoints.</summary>
internal static class DocumentMaker
{
    /// <summary>Where all of it is.</summary>
    public const string Root = "/api/v2";

    /// <summary>The document.</summary>
    public static JsonObject Make(IEnumerable<RouteEndpoint> endpoints)
    {
        var schemas = new SchemaMaker(new XmlDocs());
        var paths = new JsonObject();
        foreach (var endpoint in endpoints.Where(IsDocumented).OrderBy(PathOf, StringComparer.Ordinal))
        {
            var path = PathOf(endpoint);
            if (!paths.ContainsKey(path)) paths[path] = new JsonObject();
            // HEAD is GET without the body, and needs no description.
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Where(method => method != "HEAD"))
                paths[path]![method.ToLowerInvariant()] = OperationMaker.Make(endpoint, schemas);
        }

        var problem = schemas.Of(typeof(V2Problem));
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Ham4Db",
                ["version"] = typeof(DocumentMaker).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0",
                ["summary"] = "High availability and replication of database fleets.",
                ["description"] = "Resources, problem details (RFC 9457), versions (ETag), keys that make a call be done once (Idempotency-Key), live changes (server-sent events). Times are UTC.",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/", ["description"] = "The service that serves this document." }),
            ["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["basic"] = new JsonArray() }, new JsonObject()),
            ["tags"] = new JsonArray([.. OperationMaker.Tags.Select(tag => new JsonObject { ["name"] = tag.Name, ["description"] = tag.Text })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas.All,
                ["responses"] = new JsonObject(ProblemKinds.All.GroupBy(kind => kind.Status).Select(kinds => KeyValuePair.Create<string, JsonNode?>(Name(kinds.Key), Response(kinds, problem)))),
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A token of the configuration, or one of the OpenID provider." },
                    ["basic"] = new JsonObject { ["type"] = "http", ["scheme"] = "basic", ["description"] = "A user of the configuration." },
                },
            },
        };
    }

    /// <summary>Name of the answer that a status has for all.</summary>
    public static string Name(int status) => $"Problem{status}";

    /// <summary>Path of an endpoint as the document has it.</summary>
    public static string PathOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("{**", "{", StringComparison.Ordinal);

    private static bool IsDocumented(RouteEndpoint endpoint) => PathOf(endpoint).StartsWith(Root + "/", StringComparison.Ordinal) && AccessTable.Of(endpoint) is not null;

    private static JsonObject Response(IEnumerable<ProblemKind> kinds, JsonNode problem) => new()
    {
        ["description"] = string.Join(" ", kinds.Select(kind => $"{kind.Type}: {kind.Meaning}")),
        ["content"] = new JsonObject { [V2Problem.ContentType] = new JsonObject { ["schema"] = problem.DeepClone() } },
    };
}
