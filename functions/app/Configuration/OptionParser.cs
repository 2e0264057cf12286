using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Configuration;

/// <summary>Makes the value of a key from what a source gives. Numbers, switches, lists and maps may also be given as one text, as settings do.</summary>
internal sealed class OptionParser(VariableExpansion variables)
{
    private static readonly HashSet<string> CredentialsFields = new(
        [nameof(TopologyCredentials.Pattern), nameof(TopologyCredentials.User), nameof(TopologyCredentials.Password), nameof(TopologyCredentials.File)], StringComparer.OrdinalIgnoreCase);

    /// <summary>Parses one value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="given">What the source gives.</param>
    /// <param name="value">The value, where it is right.</param>
    /// <param name="error">A sentence that names key, value and what is allowed, where it is wrong.</param>
    public bool TryParse(OptionKey key, JsonElement given, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? error)
    {
        var unset = new List<string>();
        if (key.Type == typeof(IReadOnlyList<WebhookEndpoint>)) return TryParseList<WebhookEndpoint>(key, given, unset, out value, out error);
        if (key.Type == typeof(IReadOnlyList<ProxySqlAdmin>)) return TryParseList<ProxySqlAdmin>(key, given, unset, out value, out error);
        value = Convert(key, given, unset);
        error = (value, unset) switch
        {
            (_, { Count: > 0 }) => Unset(key, unset),
            (null, _) => $"{key.Name} is {Show(key, given)}; {Allowed(key)}.",
            (string text, _) when text.StartsWith("@Microsoft.KeyVault(", StringComparison.OrdinalIgnoreCase) =>
                $"{key.Name} is a Key Vault reference that the platform did not resolve; check that the app's identity may read the secret and that the reference is right.",
            _ => null,
        };
        return error is null && value is not null;
    }

    private bool TryParseList<T>(OptionKey key, JsonElement given, List<string> unset, [NotNullWhen(true)] out object? value, [NotNullWhen(false)] out string? error)
        where T : class
    {
        _ = ObjectListParser<T>.TryParse(key.Name, given, item => variables.Expand(item, unset), out var list, out error);
        value = list;
        if (unset.Count > 0) error = Unset(key, unset);
        return error is null && value is not null;
    }

    private static string Unset(OptionKey key, List<string> unset) =>
        $"{key.Name} uses the environment {(unset.Count == 1 ? "variable" : "variables")} {string.Join(", ", unset.Distinct())}, which {(unset.Count == 1 ? "is" : "are")} not set.";

    private object? Convert(OptionKey key, JsonElement given, List<string> unset)
    {
        var text = given.ValueKind == JsonValueKind.String ? variables.Expand(given.GetString()!, unset) : null;
        string Expand(string item) => variables.Expand(item, unset);
        return key.Type switch
        {
            var type when type == typeof(string) => text is null ? null : Canonical(key, text),
            var type when type == typeof(bool) => ToBoolean(given, text),
            var type when type == typeof(int) => ToNumber(key, given, text),
            var type when type == typeof(DataLossPolicy) => ToPolicy(text),
            var type when type == typeof(IReadOnlyList<string>) => text is null ? ToList(given, Expand) : SplitList(key, text),
            var type when type == typeof(IReadOnlyList<TopologyCredentials>) => text is null ? ToCredentials(given, Expand) : ToCredentials(ParseJson(text), item => item),
            _ => text is null ? ToMap(given, Expand) : ToMap(ParseJson(text), item => item),
        };
    }

    // Existing files write such words in capitals too.
    private static string? Canonical(OptionKey key, string text) =>
        key.Rule.Allowed.Length == 0 ? text : Array.Find(key.Rule.Allowed, allowed => string.Equals(allowed, text, StringComparison.OrdinalIgnoreCase));

    private static bool? ToBoolean(JsonElement given, string? text) => given.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => bool.TryParse(text, out var flag) ? flag : null,
    };

    private static int? ToNumber(OptionKey key, JsonElement given, string? text)
    {
        var isNumber = given.ValueKind == JsonValueKind.Number ? given.TryGetInt32(out var number) : int.TryParse(text, out number);
        return isNumber && number >= key.Rule.Min && number <= key.Rule.Max ? number : null;
    }

    private static DataLossPolicy? ToPolicy(string? text) =>
        Enum.GetNames<DataLossPolicy>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<DataLossPolicy>(text!, ignoreCase: true) : null;

    /// <summary>A text that begins like JSON is JSON; otherwise commas separate, unless one may belong to a pattern such as <c>a{1,2}</c>.</summary>
    private static string[]? SplitList(OptionKey key, string text)
    {
        if (text.TrimStart().StartsWith('[')) return ToList(ParseJson(text), item => item);
        if (key.Rule.Pattern && text.Contains('{') && text.Contains(',')) return null;
        return text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private static string[]? ToList(JsonElement given, Func<string, string> expand) =>
        given.ValueKind == JsonValueKind.Array && given.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. given.EnumerateArray().Select(item => expand(item.GetString()!))]
            : null;

    private static Dictionary<string, string>? ToMap(JsonElement given, Func<string, string> expand)
    {
        if (given.ValueKind != JsonValueKind.Object || given.EnumerateObject().Any(pair => pair.Value.ValueKind != JsonValueKind.String)) return null;
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in given.EnumerateObject()) map[pair.Name] = expand(pair.Value.GetString()!);
        return map;
    }

    private static TopologyCredentials[]? ToCredentials(JsonElement given, Func<string, string> expand)
    {
        if (given.ValueKind != JsonValueKind.Array) return null;
        var maps = given.EnumerateArray().Select(item => ToMap(item, expand)).ToList();
        return maps.All(map => map is not null && map.Keys.All(CredentialsFields.Contains)) ? [.. maps.Select(map => ToCredentials(map!))] : null;
    }

    private static TopologyCredentials ToCredentials(Dictionary<string, string> map)
    {
        string Field(string name) => map.FirstOrDefault(pair => pair.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value ?? "";
        return new()
        {
            Pattern = Field(nameof(TopologyCredentials.Pattern)),
            User = Field(nameof(TopologyCredentials.User)),
            Password = Field(nameof(TopologyCredentials.Password)),
            File = Field(nameof(TopologyCredentials.File)),
        };
    }

    private static JsonElement ParseJson(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string Show(OptionKey key, JsonElement given) => key.Rule.Secret ? "not right (its value is not shown)" : given.ValueKind == JsonValueKind.String ? $"\"{given.GetString()}\"" : given.GetRawText();

    private static string Allowed(OptionKey key) => "allowed: " + (key.Type switch
    {
        var type when type == typeof(bool) => "true, false",
        var type when type == typeof(int) => key.Rule.Max == int.MaxValue ? $"a whole number, at least {key.Rule.Min}" : $"a whole number from {key.Rule.Min} to {key.Rule.Max}",
        var type when type == typeof(DataLossPolicy) => string.Join(", ", Enum.GetNames<DataLossPolicy>()).ToLowerInvariant(),
        var type when type == typeof(IReadOnlyList<string>) => "a list of texts such as [\"one\", \"two\"]",
        var type when type == typeof(IReadOnlyList<TopologyCredentials>) => "a list such as [{\"Pattern\": \"^db-\", \"User\": \"u\", \"Password\": \"p\"}], with \"File\" in place of user and password or not",
        var type when type == typeof(IReadOnlyDictionary<string, string>) => "a map of texts such as {\"one\": \"two\"}",
        _ => key.Rule.Allowed.Length == 0 ? "a text" : string.Join(", ", key.Rule.Allowed),
    });
}
