using System.Text.Json;
using System.Text.Json.Serialization;
using Ham4Db.Core.Model;

namespace Ham4Db.Cli.Client;

/// <summary>Reads every form of an address: the objects of both interfaces, and the text that an address is in names.</summary>
internal sealed class InstanceAddressConverter : JsonConverter<InstanceAddress>
{
    public override InstanceAddress? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            var text = reader.GetString();
            return InstanceKey.TryParse(text, DatabaseEngine.MySql, defaultPort: 0, out var key)
                ? new InstanceAddress(key.Host, key.Port)
                : throw new JsonException($"'{text}' is not an instance's address");
        }

        using var document = JsonDocument.ParseValue(ref reader);
        var json = document.RootElement;
        return (json.TryGetProperty("host", out var host) && json.TryGetProperty("port", out var port))
            || (json.TryGetProperty("Hostname", out host) && json.TryGetProperty("Port", out port))
            ? new InstanceAddress(host.GetString() ?? "", port.GetInt32())
            : throw new JsonException("an instance's address has no host and port");
    }

    public override void Write(Utf8JsonWriter writer, InstanceAddress value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
