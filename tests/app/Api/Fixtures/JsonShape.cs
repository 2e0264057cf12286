using System.Text.Json;

namespace Ham4Db.Functions.Tests.Api.Fixtures;

internal static class JsonShape
{
    /// <summary>Names of an object's properties, in order, separated by blanks.</summary>
    public static string Names(this JsonElement json) => string.Join(' ', json.EnumerateObject().Select(p => p.Name));

    /// <summary><c>host:port</c> of an InstanceKey.</summary>
    public static string Key(this JsonElement json) => $"{json.GetProperty("Hostname").GetString()}:{json.GetProperty("Port").GetInt32()}";

    /// <summary><c>host:port</c> of each element's property.</summary>
    public static string[] Keys(this JsonElement json, string property = "Key") => [.. json.EnumerateArray().Select(e => e.GetProperty(property).Key())];

    /// <summary>A list of names over several lines as one line.</summary>
    public static string OneLine(string names) => string.Join(' ', names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
