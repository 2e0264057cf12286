using System.Reflection;
using System.Text.Json;
using Ham4Db.Core.Planning;

namespace Ham4Db.Functions.Configuration;

/// <summary>A key in force: the property of <see cref="Ham4DbOptions"/> that holds it, and what its value may be.</summary>
internal sealed class OptionKey
{
    private static readonly Ham4DbOptions Defaults = new();
    private readonly PropertyInfo _property;

    private OptionKey(PropertyInfo property)
    {
        _property = property;
        Rule = property.GetCustomAttribute<OptionRuleAttribute>() ?? new OptionRuleAttribute();
    }

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<OptionKey> All { get; } =
        [.. typeof(Ham4DbOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => new OptionKey(property))];

    private static Dictionary<string, OptionKey> ByName { get; } =
        All.Select(key => (Name: key.Name, Key: key))
            .Concat(All.Where(key => key.Rule.Alias is not null).Select(key => (Name: key.Rule.Alias!, Key: key)))
            .ToDictionary(pair => pair.Name, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Names and other names of all keys.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    public string Name => _property.Name;

    public Type Type => _property.PropertyType;

    public OptionRuleAttribute Rule { get; }

    /// <summary>The key of a name or other name, upper or lower case as Ham4DB takes it.</summary>
    public static OptionKey? Find(string name) => ByName.GetValueOrDefault(name);

    public object Get(Ham4DbOptions options) => _property.GetValue(options)!;

    public void Set(Ham4DbOptions options, object value) => _property.SetValue(options, value);

    /// <summary>Whether two sets of options agree on it.</summary>
    public bool IsSame(Ham4DbOptions one, Ham4DbOptions other) => (Get(one), Get(other)) switch
    {
        (IReadOnlyList<WebhookEndpoint> left, IReadOnlyList<WebhookEndpoint> right) => JsonSerializer.Serialize(left) == JsonSerializer.Serialize(right),
        (IReadOnlyList<ProxySqlAdmin> left, IReadOnlyList<ProxySqlAdmin> right) => JsonSerializer.Serialize(left) == JsonSerializer.Serialize(right),
        (IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right) => left.Order().SequenceEqual(right.Order()),
        (IEnumerable<object> left, IEnumerable<object> right) => left.SequenceEqual(right),
        var (left, right) => left.Equals(right),
    };

    /// <summary>The value as text. A secret is shown only where nobody set it.</summary>
    public string Display(Ham4DbOptions options)
    {
        var value = Get(options);
        return Rule.Secret && !value.Equals(Get(Defaults))
            ? "(hidden)"
            : value switch
            {
                bool flag => flag ? "true" : "false",
                DataLossPolicy policy => policy.ToString().ToLowerInvariant(),
                IReadOnlyList<WebhookEndpoint> endpoints => $"[{string.Join(", ", endpoints)}]",
                IReadOnlyList<ProxySqlAdmin> admins => $"[{string.Join(", ", admins)}]",
                IReadOnlyList<TopologyCredentials> accounts => $"[{string.Join(", ", accounts)}]",
                IReadOnlyList<string> list => $"[{string.Join(", ", list)}]",
                IReadOnlyDictionary<string, string> map => $"{{{string.Join(", ", map.Select(pair => $"{pair.Key}: {pair.Value}"))}}}",
                _ => value.ToString()!,
            };
    }
}
