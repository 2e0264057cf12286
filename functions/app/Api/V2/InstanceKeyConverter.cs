using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Writes an address as <c>{"engine":"mysql","host":"db1","port":3306}</c>, and reads it so from snapshots.</summary>
internal sealed class InstanceKeyConverter : JsonConverter<InstanceKey>
{
    public override InstanceKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement is { ValueKind: JsonValueKind.Object } json
            && json.TryGetProperty("engine", out var engine) && engine.ValueKind == JsonValueKind.String
            && Enum.TryParse<DatabaseEngine>(engine.GetString(), ignoreCase: true, out var known) && Enum.IsDefined(known)
            && json.TryGetProperty("host", out var host) && host.ValueKind == JsonValueKind.String
            && json.TryGetProperty("port", out var port) && port.ValueKind == JsonValueKind.Number && port.TryGetInt32(out var number)
            ? new InstanceKey(known, host.GetString()!, number)
            : throw new JsonException("An address has engine, host and port.");
    }

    public override void Write(Utf8JsonWriter writer, InstanceKey value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("engine", EngineSegment.Word(value.Engine));
        writer.WriteString("host", value.Host);
        writer.WriteNumber("port", value.Port);
        writer.WriteEndObject();
    }
}
