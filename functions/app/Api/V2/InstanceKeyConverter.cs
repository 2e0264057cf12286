using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ham4Db.Functions.Api.V2;

/// <summary>Writes an address as <c>{"engine":"mysql","host":"db1","port":3306}</c>; answers are never read back.</summary>
internal sealed class InstanceKeyConverter : JsonConverter<InstanceKey>
{
    public override InstanceKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, InstanceKey value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("engine", EngineSegment.Word(value.Engine));
        writer.WriteString("host", value.Host);
        writer.WriteNumber("port", value.Port);
        writer.WriteEndObject();
    }
}
