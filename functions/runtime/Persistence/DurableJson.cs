using System.Text.Json;

namespace Ham4Db.Runtime.Persistence;

/// <summary>The JSON of inputs, outputs, states and history: fields included and names as they are, as Durable Task writes it.</summary>
internal static class DurableJson
{
    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true };

    public static string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    public static T? Deserialize<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, Options);

    public static object? Deserialize(string? json, Type type) => json is null ? null : JsonSerializer.Deserialize(json, type, Options);

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException($"A stored {typeof(T).Name} is null.");
}
