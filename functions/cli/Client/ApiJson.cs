using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ham4Db.Cli.Client;

/// <summary>How the API's JSON is read: the older interfaces begin names with capitals, the newer ones do not.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };
}
