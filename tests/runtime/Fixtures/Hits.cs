using System.Collections.Concurrent;

namespace Ham4Db.Runtime.Tests.Fixtures;

/// <summary>Counts what functions did, by a key that each test makes for itself.</summary>
public static class Hits
{
    private static readonly ConcurrentDictionary<string, int> Counts = new(StringComparer.Ordinal);

    public static string NewKey() => Guid.NewGuid().ToString("N");

    public static int Add(string key) => Counts.AddOrUpdate(key, 1, static (_, n) => n + 1);

    public static int Of(string key) => Counts.GetValueOrDefault(key);
}
