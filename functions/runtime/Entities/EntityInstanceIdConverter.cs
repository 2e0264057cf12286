using System.Text.Json;
using System.Text.Json.Serialization;
using Ham4Db.Runtime.DurableTask.Entities;

namespace Ham4Db.Runtime.Entities;

/// <summary>Writes an entity id in its text form.</summary>
internal sealed class EntityInstanceIdConverter : JsonConverter<EntityInstanceId>
{
    public override EntityInstanceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => EntityInstanceId.FromString(reader.GetString() ?? throw new JsonException("An entity id is a text."));

    public override void Write(Utf8JsonWriter writer, EntityInstanceId value, JsonSerializerOptions options)
        => writer.WriteStringValue(value.ToString());
}
