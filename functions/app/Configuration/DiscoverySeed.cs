namespace Ham4Db.Functions.Configuration;

/// <summary>Reads the items of <see cref="Ham4DbOptions.DiscoverySeeds"/>.</summary>
public static class DiscoverySeed
{
    /// <summary>Parses <c>host</c>, <c>host:port</c> or Ham4DB's <c>engine:host:port</c>; without an engine it is MySQL.</summary>
    /// <param name="text">Text to parse.</param>
    /// <param name="defaultPort">Port where the text has none.</param>
    /// <param name="key">The instance, when the text is one.</param>
    /// <returns>Whether the text is an instance.</returns>
    public static bool TryParse(string text, int defaultPort, out InstanceKey key)
    {
        foreach (var engine in Enum.GetValues<DatabaseEngine>())
        {
            var prefix = $"{engine}:";
            // "mysql:3306" is a host of that name and a port.
            if (text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && !int.TryParse(text.AsSpan(prefix.Length), out _))
                return IsInstance(text[prefix.Length..], engine, defaultPort, out key);
        }

        return IsInstance(text, DatabaseEngine.MySql, defaultPort, out key);
    }

    private static bool IsInstance(string text, DatabaseEngine engine, int defaultPort, out InstanceKey key) =>
        InstanceKey.TryParse(text, engine, defaultPort, out key) && Uri.CheckHostName(key.Host) is not UriHostNameType.Unknown;
}
