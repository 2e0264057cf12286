using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace Ham4Db.Functions.Api.V2.Documentation;

/// <summary>Makes JSON schemas of the types of bodies and answers, each type of ours once, by its name.</summary>
internal sealed class SchemaMaker(XmlDocs docs)
{
    private const string Root = "#/components/schemas/";

    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _names = [];

    /// <summary>The schemas of all types that were asked for, and of all that they use.</summary>
    public JsonObject All => new(_schemas.Select(schema => KeyValuePair.Create<string, JsonNode?>(schema.Key, schema.Value.DeepClone())));

    /// <summary>The schema of a type.</summary>
    public JsonNode Of(Type type) => IsOurs(type) ? Reference(type) : Make(type);

    private static bool IsOurs(Type type) =>
        Nullable.GetUnderlyingType(type) is null && type is { IsGenericType: false, IsArray: false } && type.Namespace?.StartsWith("Ham4Db", StringComparison.Ordinal) == true;

    private JsonObject Reference(Type type)
    {
        var name = type.Name;
        if (_names.TryGetValue(name, out var other) && other != type) name = type.Namespace!.Split('.')[^1] + type.Name;
        if (_names.TryAdd(name, type))
        {
            _schemas[name] = new JsonObject();
            _schemas[name] = type == typeof(InstanceKey) ? KeySchema() : Make(type);
        }

        return new JsonObject { ["$ref"] = Root + name };
    }

    private JsonNode Make(Type type)
    {
        var schema = JsonSchemaExporter.GetJsonSchemaAsNode(V2Json.Options, type, new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = Transform,
        });
        if (schema is JsonObject whole && docs.Of(type) is { Length: > 0 } text && !whole.ContainsKey("description")) whole["description"] = text;
        return schema;
    }

    private JsonObject Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var isNullable = type != context.TypeInfo.Type || AllowsNull(node);
        var isRoot = context.Path.Length == 0;
        var schema = !isRoot && IsOurs(type) ? OrNull(Reference(type), isNullable) : Clean(node, type);
        if (context.PropertyInfo is { AttributeProvider: MemberInfo { DeclaringType: { } declaring } member } && docs.Of(declaring, member.Name) is { Length: > 0 } text)
            schema["description"] = text;
        return schema;
    }

    private static bool AllowsNull(JsonNode node) => node is JsonObject schema && schema["type"] is JsonArray types && types.Any(t => t?.GetValue<string>() == "null");

    private static JsonObject OrNull(JsonObject reference, bool isNullable) =>
        isNullable ? new JsonObject { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) } : reference;

    // Numbers are read as text too, which is nothing to rely on; words of enums are text.
    private static JsonObject Clean(JsonNode node, Type type)
    {
        if (node is not JsonObject schema) return new JsonObject();
        if (schema["type"] is JsonArray types && types.Any(t => t!.GetValue<string>() is "integer" or "number"))
        {
            List<string> kept = [.. types.Select(t => t!.GetValue<string>()).Where(t => t != "string")];
            schema["type"] = kept.Count == 1 ? kept[0] : new JsonArray([.. kept.Select(t => (JsonNode)t)]);
            schema.Remove("pattern");
        }

        if (type.IsEnum && !schema.ContainsKey("type")) schema["type"] = schema["enum"] is JsonArray words && words.Any(w => w is null) ? new JsonArray("string", "null") : "string";
        schema.Remove("default");
        return schema;
    }

    private static JsonObject KeySchema() => new()
    {
        ["type"] = "object",
        ["description"] = "Address of an instance.",
        ["required"] = new JsonArray("engine", "host", "port"),
        ["properties"] = new JsonObject
        {
            ["engine"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Enum.GetValues<DatabaseEngine>().Select(engine => (JsonNode)EngineSegment.Word(engine))]) },
            ["host"] = new JsonObject { ["type"] = "string" },
            ["port"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["maximum"] = 65535 },
        },
    };
}
