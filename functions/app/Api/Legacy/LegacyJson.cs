using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Ham4Db.Functions.Api.Legacy;

/// <summary>How the older interfaces write JSON: names as they are, nulls included, angle brackets and ampersands escaped.</summary>
internal static class LegacyJson
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
}
