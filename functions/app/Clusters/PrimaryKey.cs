using System.Globalization;

namespace Ham4Db.Functions.Clusters;

/// <summary>A key under which the primary of a cluster is found.</summary>
/// <param name="Key">The key: the prefix of the configuration, a slash, and the cluster's alias, or its id where it has none.</param>
/// <param name="ClusterId">The cluster.</param>
/// <param name="Primary">Its primary.</param>
/// <param name="IPv4">Address of the primary's host; empty while unknown.</param>
/// <param name="IPv6">The same of the other family.</param>
public sealed record PrimaryKey(string Key, string ClusterId, InstanceKey Primary, string IPv4, string IPv6)
{
    /// <summary>Everything that is found under the key and below it.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Pairs =>
    [
        new(Key, Primary.ToString()),
        new(Key + "/hostname", Primary.Host),
        new(Key + "/port", Primary.Port.ToString(CultureInfo.InvariantCulture)),
        new(Key + "/ipv4", IPv4),
        new(Key + "/ipv6", IPv6),
    ];
}
