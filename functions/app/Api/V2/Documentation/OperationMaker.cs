using System.Reflection;
using System.Text.Json.Nodes;
using Ham4Db.Functions.Api.Access;
using Ham4Db.Functions.Api.V2.Calls;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Ham4Db.Functions.Api.V2.Documentation;

/// <summary>Describes one method of a path.</summary>
internal static class OperationMaker
{
    private static readonly int[] OfReads = [400, 401, 403, 404, 422, 429, 500, 502, 503];
    private static readonly int[] OfChanges = [400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503];

    /// <summary>What the paths are grouped by: their first segment.</summary>
    public static IReadOnlyList<(string Name, string Text)> Tags { get; } =
    [
        ("clusters", "Clusters, what would happen to them, and what is done to them."),
        ("instances", "Instances, and what people decide about them."),
        ("operations", "What was asked for, and what became of it."),
        ("recoveries", "Recoveries with their timelines."),
        ("analysis", "What is wrong."),
        ("history", "What happened: findings, changes, live events."),
        ("settings", "What is set, and what is configured."),
        ("service", "The service itself."),
    ];

    /// <summary>Describes it.</summary>
    public static JsonObject Make(RouteEndpoint endpoint, SchemaMaker schemas)
    {
        var doc = endpoint.Metadata.GetMetadata<EndpointDoc>() ?? new EndpointDoc();
        var need = AccessTable.Of(endpoint)!;
        var parameters = new JsonArray([.. Parameters(endpoint, doc, need)]);
        var operation = new JsonObject
        {
            ["operationId"] = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName,
            ["summary"] = endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary,
            ["tags"] = new JsonArray(TagOf(DocumentMaker.PathOf(endpoint))),
            ["x-ham4db-role"] = need.Role.ToString().ToLowerInvariant(),
        };
        if (parameters.Count > 0) operation["parameters"] = parameters;
        if (doc.Body is { } body)
            operation["requestBody"] = new JsonObject { ["required"] = !doc.IsBodyOptional, ["content"] = Json(schemas.Of(body)) };
        operation["responses"] = Responses(endpoint, doc, need, schemas);
        return operation;
    }

    private static string TagOf(string path) => path.Split('/')[3] switch
    {
        "clusters" or "pools" => "clusters",
        "instances" or "downtimes" or "maintenance" or "candidates" or "tags" or "agents" => "instances",
        "operations" => "operations",
        "recoveries" => "recoveries",
        "analysis" => "analysis",
        "detections" or "audit" or "events" => "history",
        "settings" or "configuration" => "settings",
        _ => "service",
    };

    private static IEnumerable<JsonObject> Parameters(RouteEndpoint endpoint, EndpointDoc doc, AccessNeed need)
    {
        var ofPath = endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name).ToList();
        foreach (var name in ofPath) yield return Parameter(name, "path", ParameterTexts.Of(name), isRequired: true, Text(ParameterTexts.Example(name)));
        var ofHandler = endpoint.Metadata.GetMetadata<MethodInfo>()?.GetParameters().Where(p => p.ParameterType == typeof(string)).Select(p => p.Name!) ?? [];
        List<string> query = [.. ofHandler.Except(ofPath), .. doc.Query];
        if (doc.IsPaged) query.AddRange(["page", "size"]);
        if (doc.Starts) query.Add("wait");
        if (doc.Plan is not null) query.Add("dryRun");
        foreach (var name in query.Distinct()) yield return Parameter(name, "query", ParameterTexts.Of(name), isRequired: false, SchemaOf(name));
        if (need.Changes) yield return Parameter(CallKey.Header, "header", "Makes the call be done once, however often it is made within 24 hours.", isRequired: false, new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = CallKey.MaxLength });
        if (doc.Starts) yield return Parameter("Prefer", "header", "wait=N waits so many seconds for the end, respond-async not at all (RFC 7240).", isRequired: false, Text("wait=30"));
        if (doc.IsVersioned && need.Changes) yield return Parameter("If-Match", "header", "Change it only if it still has this version.", isRequired: false, Text("\"0011223344556677\""));
        if (doc.IsVersioned && !need.Changes) yield return Parameter("If-None-Match", "header", "Answer 304 if it still has this version.", isRequired: false, Text("\"0011223344556677\""));
    }

    private static JsonObject SchemaOf(string name) => name switch
    {
        "page" => new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["default"] = 0 },
        "size" => new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 200, ["default"] = 20 },
        "wait" => new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = Operations.WaitChoice.Longest },
        "dryRun" or "all" or "unacknowledged" => new JsonObject { ["type"] = "boolean" },
        "at" or "until" => new JsonObject { ["type"] = "string", ["format"] = "date-time" },
        _ => Text(ParameterTexts.Example(name)),
    };

    private static JsonObject Responses(RouteEndpoint endpoint, EndpointDoc doc, AccessNeed need, SchemaMaker schemas)
    {
        var responses = new JsonObject();
        var answer = doc.Answer ?? AnswerOf(endpoint.Metadata.GetMetadata<MethodInfo>()?.ReturnType);
        var schema = answer is null ? null : schemas.Of(answer);
        if (schema is not null && (doc.Plan ?? doc.Or) is { } plan) schema = new JsonObject { ["anyOf"] = new JsonArray(schema, schemas.Of(plan)) };
        responses[$"{doc.Status}"] = Response(doc.Status == 204 ? "It is done." : "The answer.", schema, doc);
        if (doc.Starts) responses["202"] = Response("It is accepted; the header Location says where it can be followed.", answer is null ? null : schemas.Of(answer), doc);
        if (doc is { IsVersioned: true } && !need.Changes) responses["304"] = new JsonObject { ["description"] = "It still has the version that was given." };
        foreach (var status in need.Changes ? OfChanges : OfReads) responses[$"{status}"] = Problem(status);
        if (doc.IsVersioned && need.Changes) responses["412"] = Problem(412);
        return responses;
    }

    private static JsonObject Response(string description, JsonNode? schema, EndpointDoc doc)
    {
        var response = new JsonObject { ["description"] = description };
        var headers = new JsonObject();
        if (doc.IsPaged)
        {
            headers[Listing.Total] = new JsonObject { ["description"] = "Rows of all pages; with a plus sign where there are more than were counted.", ["schema"] = Text("42") };
            headers["Link"] = new JsonObject { ["description"] = "Where the next page is (rel=\"next\").", ["schema"] = new JsonObject { ["type"] = "string" } };
        }

        if (doc.IsVersioned) headers["ETag"] = new JsonObject { ["description"] = "Its version.", ["schema"] = new JsonObject { ["type"] = "string" } };
        if (doc.Starts) headers["Location"] = new JsonObject { ["description"] = "Where it can be followed.", ["schema"] = new JsonObject { ["type"] = "string" } };
        if (headers.Count > 0) response["headers"] = headers;
        if (doc.MediaType is { } type) response["content"] = new JsonObject { [type] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } } };
        else if (schema is not null) response["content"] = Json(schema);
        return response;
    }

    private static Type? AnswerOf(Type? type) => type switch
    {
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Task<>) => AnswerOf(type.GetGenericArguments()[0]),
        { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(JsonHttpResult<>) => type.GetGenericArguments()[0],
        _ => null,
    };

    private static JsonObject Problem(int status) => new() { ["$ref"] = "#/components/responses/" + DocumentMaker.Name(status) };

    private static JsonObject Json(JsonNode schema) => new() { ["application/json"] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Text(string example) => new() { ["type"] = "string", ["examples"] = new JsonArray(example) };

    private static JsonObject Parameter(string name, string place, string text, bool isRequired, JsonObject schema)
    {
        var parameter = new JsonObject { ["name"] = name, ["in"] = place, ["description"] = text };
        if (isRequired) parameter["required"] = true;
        parameter["schema"] = schema;
        return parameter;
    }
}
