using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ham4Db.Functions.Api.V2.Events;
using Ham4Db.Functions.Api.V2.Problems;

namespace Ham4Db.Functions.Api.V2.Documentation;

/// <summary>The document as a page without scripts and without anything from elsewhere. Pure.</summary>
internal static class DocumentationPage
{
    private const string Style = """
        :root{color-scheme:light dark;--line:#8884;--soft:#8881}body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem}
        code{font:14px ui-monospace,monospace}details{border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.3rem .8rem}summary{cursor:pointer}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0;border-bottom:1px solid var(--line)}
        .m{display:inline-block;min-width:4.5rem;font-weight:700}.r{float:right;background:var(--soft);border-radius:4px;padding:0 .4rem;font-size:.85em}
        """;

    /// <summary>What a browser may do with the page: show it.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    /// <summary>The page.</summary>
    public static string Make(JsonObject document)
    {
        var html = new StringBuilder();
        var info = document["info"]!;
        html.Append($"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(info["title"])} API</title><style>{Style}</style></head><body>");
        html.Append($"<h1>{Text(info["title"])} API {Text(info["version"])}</h1><p>{Text(info["description"])}</p><p>For programs: <a href=\"openapi.json\">openapi.json</a> (OpenAPI {Text(document["openapi"])}).</p>");
        html.Append("<nav><p>");
        foreach (var tag in document["tags"]!.AsArray()) html.Append($"<a href=\"#{Text(tag!["name"])}\">{Text(tag["name"])}</a> · ");
        html.Append("<a href=\"#events\">events</a> · <a href=\"#problems\">problems</a> · <a href=\"#schemas\">schemas</a></p></nav><main>");
        foreach (var tag in document["tags"]!.AsArray()) AddTag(html, document, tag!);
        AddEvents(html);
        AddProblems(html);
        AddSchemas(html, document["components"]!["schemas"]!.AsObject());
        return html.Append("</main></body></html>").ToString();
    }

    private static void AddTag(StringBuilder html, JsonObject document, JsonNode tag)
    {
        html.Append($"<h2 id=\"{Text(tag["name"])}\">{Text(tag["name"])}</h2><p>{Text(tag["description"])}</p>");
        foreach (var (path, methods) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                if (operation!["tags"]![0]!.GetValue<string>() == tag["name"]!.GetValue<string>()) AddOperation(html, path, method, operation);
            }
        }
    }

    private static void AddOperation(StringBuilder html, string path, string method, JsonNode operation)
    {
        html.Append($"<details id=\"{Text(operation["operationId"])}\"><summary><span class=\"r\">{Text(operation["x-ham4db-role"])}</span><span class=\"m\">{method.ToUpperInvariant()}</span> <code>{Encode(path)}</code> {Text(operation["summary"])}</summary>");
        if (operation["parameters"] is JsonArray parameters)
        {
            html.Append("<table><tr><th>Parameter<th>In<th>Meaning</tr>");
            foreach (var parameter in parameters) html.Append($"<tr><td><code>{Text(parameter!["name"])}</code><td>{Text(parameter["in"])}<td>{Text(parameter["description"])}</tr>");
            html.Append("</table>");
        }

        if (operation["requestBody"] is { } body) html.Append($"<p>Body: {Schema(body["content"]!["application/json"]!["schema"]!)}</p>");
        html.Append("<table><tr><th>Status<th>Answer</tr>");
        foreach (var (status, response) in operation["responses"]!.AsObject())
        {
            if (response!["$ref"] is not null) continue;
            var schema = response["content"]?.AsObject().FirstOrDefault().Value?["schema"];
            html.Append($"<tr><td>{status}<td>{Text(response["description"])} {(schema is null ? "" : Schema(schema))}</tr>");
        }

        var problems = operation["responses"]!.AsObject().Where(r => r.Value!["$ref"] is not null).Select(r => r.Key);
        html.Append($"<tr><td>{string.Join(' ', problems)}<td><a href=\"#problems\">problem details</a></tr></table></details>");
    }

    private static void AddEvents(StringBuilder html)
    {
        html.Append("<h2 id=\"events\">events</h2><p>Of <code>GET /api/v2/events</code>: each has an id, a type and JSON in one line. Who comes back with <code>Last-Event-ID</code> is told what they missed.</p><table><tr><th>Event<th>Meaning</tr>");
        foreach (var (type, meaning) in EventTypes.All) html.Append($"<tr><td><code>{type}</code><td>{Encode(meaning)}</tr>");
        html.Append("</table>");
    }

    private static void AddProblems(StringBuilder html)
    {
        html.Append("<h2 id=\"problems\">problems</h2><p>Failures are problem details (RFC 9457). Decide by the type: it stays when sentences change.</p><table><tr><th>Type<th>Status<th>Meaning</tr>");
        foreach (var kind in ProblemKinds.All) html.Append($"<tr id=\"{kind.Name}\"><td><code>{kind.Type}</code><td>{kind.Status}<td>{Encode(kind.Meaning)}</tr>");
        html.Append("</table>");
    }

    private static void AddSchemas(StringBuilder html, JsonObject schemas)
    {
        html.Append("<h2 id=\"schemas\">schemas</h2>");
        foreach (var (name, schema) in schemas)
        {
            html.Append($"<details id=\"schema-{name}\"><summary><code>{name}</code> {Text(schema!["description"])}</summary><table>");
            foreach (var (property, type) in schema["properties"]?.AsObject() ?? new JsonObject()) html.Append($"<tr><td><code>{Encode(property)}</code><td>{Schema(type!)}<td>{(type is JsonObject known ? Text(known["description"]) : "")}</tr>");
            html.Append("</table></details>");
        }
    }

    private static string Schema(JsonNode schema) => schema switch
    {
        JsonObject reference when reference["$ref"] is { } target && target.GetValue<string>().Split('/')[^1] is var name => $"<a href=\"#schema-{name}\">{name}</a>",
        JsonObject choice when choice["anyOf"] is JsonArray any => string.Join(" or ", any.Select(one => Schema(one!))),
        JsonObject list when list["items"] is { } items => $"list of {Schema(items)}",
        JsonObject words when words["enum"] is JsonArray values => string.Join(" ", values.Select(value => $"<code>{Text(value)}</code>")),
        JsonObject plain when plain["type"] is JsonArray types => string.Join(" or ", types.Select(Text)),
        JsonObject plain => Text(plain["format"] ?? plain["type"]),
        _ => "",
    };

    private static string Text(JsonNode? node) => Encode(node?.ToString() ?? "");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
