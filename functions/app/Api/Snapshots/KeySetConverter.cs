using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ham4Db.Functions.Api.Snapshots;

/// <summary>Reads sets of addresses, which the serializer only writes.</summary>
internal sealed class KeySetConverter : JsonConverter<IReadOnlySet<InstanceKey>>
{
    public override IReadOnlySet<InstanceKey> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<HashSet<InstanceKey>>(ref reader, options)!;

    public override void Write(Utf8JsonWriter writer, IReadOnlySet<InstanceKey> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize<IEnumerable<InstanceKey>>(writer, value, options);
}
