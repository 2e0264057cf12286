using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Ham4Db.Functions.Api.V2;

/// <summary>How the second interface writes JSON: camelCase, enums as words.</summary>
internal static class V2Json
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new InstanceKeyConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
