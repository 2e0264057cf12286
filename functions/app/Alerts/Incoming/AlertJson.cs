using System.Text.Json;

namespace Ham4Db.Functions.Alerts.Incoming;

/// <summary>Reads what all alerts have in common.</summary>
internal static class AlertJson
{
    private const int MaxText = 300;

    /// <summary>The object of a property.</summary>
    /// <exception cref="AlertFormatException">There is none.</exception>
    public static JsonElement Object(JsonElement json, string name, string place) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Object
            ? found
            : throw new AlertFormatException($"{place}{name} is missing or is no object.");

    /// <summary>The array of a property.</summary>
    /// <exception cref="AlertFormatException">There is none.</exception>
    public static JsonElement Array(JsonElement json, string name, string place) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Array
            ? found
            : throw new AlertFormatException($"{place}{name} is missing or is no array.");

    /// <summary>Adds the texts of an object.</summary>
    public static void AddTexts(JsonElement json, Dictionary<string, string> labels)
    {
        foreach (var pair in json.EnumerateObject())
            if (pair.Value.ValueKind == JsonValueKind.String) labels[pair.Name] = Text(pair.Value);
    }

    /// <summary>A text of a property; empty for none.</summary>
    public static string Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? Text(found) : "";

    /// <summary>A text, as far as anything sensible is that long.</summary>
    public static string Text(JsonElement text) => text.GetString() is { Length: > MaxText } longText ? longText[..MaxText] : text.GetString()!;
}
