using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ham4Db.Functions.Clusters;

/// <summary>How rows of the store are written.</summary>
public static class FleetJson
{
    /// <summary>Enums as words, nothing that can be computed.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The text of a row.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The value of a row.</summary>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException($"A row of {typeof(T).Name} holds nothing.");
}
