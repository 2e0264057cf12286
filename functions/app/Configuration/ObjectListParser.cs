using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ham4Db.Functions.Configuration;

/// <summary>Makes a list of records, such as <see cref="Ham4DbOptions.Webhooks"/>, from JSON. What is wrong is named by its place, never by its value.</summary>
/// <typeparam name="T">An item.</typeparam>
internal static class ObjectListParser<T>
    where T : class
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private static readonly string Fields = string.Join(", ", typeof(T).GetProperties().Where(property => property.CanWrite).Select(property => property.Name));

    /// <summary>Parses the list; a text is JSON.</summary>
    public static bool TryParse(
        string key, JsonElement given, Func<string, string> expand, [NotNullWhen(true)] out IReadOnlyList<T>? value, [NotNullWhen(false)] out string? error)
    {
        try
        {
            var node = given.ValueKind == JsonValueKind.String ? JsonNode.Parse(given.GetString()!) : JsonSerializer.SerializeToNode(given);
            value = Expand(node, expand).Deserialize<T[]>(Options);
            error = value is null || value.Any(item => item is null) ? Explain(key, "") : null;
        }
        catch (JsonException exception)
        {
            (value, error) = (null, Explain(key, exception.Path is { Length: > 1 } path ? $" at {path}" : ""));
        }

        return error is null;
    }

    private static string Explain(string key, string place) =>
        $"{key} is not right{place} (its value is not shown); allowed: a list of objects with the fields {Fields}.";

    private static JsonNode? Expand(JsonNode? node, Func<string, string> expand) => node switch
    {
        JsonArray array => new JsonArray([.. array.Select(item => Expand(item, expand))]),
        JsonObject item => new JsonObject(item.Select(pair => KeyValuePair.Create(pair.Key, Expand(pair.Value, expand)))),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => JsonValue.Create(expand(text.GetValue<string>())),
        _ => node?.DeepClone(),
    };
}
