namespace Ham4Db.Functions.Api.Legacy.Json;

/// <summary>InstanceKey.</summary>
internal sealed record LegacyKey(string Hostname, int Port)
{
    public static LegacyKey None { get; } = new("", 0);

    public static LegacyKey Of(InstanceKey key) => new(key.Host, key.Port);

    public static IReadOnlyList<LegacyKey> List(IEnumerable<InstanceKey> keys) => [.. keys.Order().Select(Of)];
}
