using System.Text.Json;

namespace Ham4Db.Cli.OldNames;

/// <summary>An answer of the older interface.</summary>
/// <param name="Value">The result, out of its envelope where it has one.</param>
/// <param name="Message">Message of the envelope; empty for none.</param>
internal sealed record OldResult(JsonElement Value, string Message)
{
    /// <summary>Each of a list.</summary>
    public IEnumerable<JsonElement> Items => Value.ValueKind == JsonValueKind.Array ? Value.EnumerateArray() : [];

    public static OldResult Of(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("Code", out _) && answer.TryGetProperty("Details", out var details)
            ? new(details, Text(answer, "Message"))
            : new(answer, "");

    /// <summary>A property as text.</summary>
    public static string Text(JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.ToString() : "";

    /// <summary>A key as <c>host:port</c>; as the client script prints it where there is none.</summary>
    public static string Key(JsonElement key) => key.ValueKind == JsonValueKind.Object ? $"{Text(key, "Hostname")}:{Text(key, "Port")}" : ":null";

    /// <summary>The key that an object has under a name.</summary>
    public static string Key(JsonElement element, string name) => Key(element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var key) ? key : default);
}
