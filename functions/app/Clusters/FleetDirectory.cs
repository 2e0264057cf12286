using System.Collections;
using System.Collections.Immutable;

namespace Ham4Db.Functions.Clusters;

/// <summary>All known addresses at one moment. A change makes another one that shares what did not change: a fleet that is found one by one costs no more for each because it is large.</summary>
public sealed class FleetDirectory : IEnumerable<DirectoryEntry>
{
    private readonly ImmutableSortedDictionary<string, DirectoryEntry> _rows;
    private readonly ImmutableDictionary<InstanceKey, DirectoryEntry> _byKey;
    private readonly ImmutableDictionary<string, ImmutableList<DirectoryEntry>> _byServer;

    private FleetDirectory(
        ImmutableSortedDictionary<string, DirectoryEntry> rows,
        ImmutableDictionary<InstanceKey, DirectoryEntry> byKey,
        ImmutableDictionary<string, ImmutableList<DirectoryEntry>> byServer,
        ImmutableDictionary<string, ImmutableList<DirectoryEntry>> byCluster) => (_rows, _byKey, _byServer, ByCluster) = (rows, byKey, byServer, byCluster);

    /// <summary>No address.</summary>
    public static FleetDirectory Empty { get; } = new(
        ImmutableSortedDictionary.Create<string, DirectoryEntry>(StringComparer.Ordinal),
        ImmutableDictionary<InstanceKey, DirectoryEntry>.Empty,
        ImmutableDictionary.Create<string, ImmutableList<DirectoryEntry>>(StringComparer.OrdinalIgnoreCase),
        ImmutableDictionary.Create<string, ImmutableList<DirectoryEntry>>(StringComparer.Ordinal));

    /// <summary>The addresses by cluster; those of a cluster that did not change are the same list as before.</summary>
    public ImmutableDictionary<string, ImmutableList<DirectoryEntry>> ByCluster { get; }

    /// <summary>How many addresses there are.</summary>
    public int Count => _rows.Count;

    /// <summary>What is known of an address; null when it is not known.</summary>
    public DirectoryEntry? Find(InstanceKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>Whether an address is known.</summary>
    public bool Contains(InstanceKey key) => _byKey.ContainsKey(key);

    /// <summary>Addresses of a cluster; none when it is unknown.</summary>
    public IReadOnlyList<DirectoryEntry> Of(string clusterId) => ByCluster.GetValueOrDefault(clusterId, []);

    /// <summary>Addresses at which a server was last seen, of whatever engine.</summary>
    /// <param name="serverId">Its identity; nobody has an empty one.</param>
    public IEnumerable<DirectoryEntry> At(string serverId) => _byServer.GetValueOrDefault(serverId, []);

    /// <summary>The directory after a change of a row.</summary>
    /// <param name="row">Key of the row.</param>
    /// <param name="entry">What it holds now; null where it is gone.</param>
    public FleetDirectory With(string row, DirectoryEntry? entry)
    {
        var before = _rows.GetValueOrDefault(row);
        if (before == entry) return this;
        var (rows, keys, servers, clusters) = (_rows, _byKey, _byServer, ByCluster);
        if (before is not null) (rows, keys, servers, clusters) = (rows.Remove(row), keys.Remove(before.Key), Less(servers, before.ServerId, before), Less(clusters, before.ClusterId, before));
        if (entry is not null) (rows, keys, servers, clusters) = (rows.SetItem(row, entry), keys.SetItem(entry.Key, entry), More(servers, entry.ServerId, entry), More(clusters, entry.ClusterId, entry));
        return new FleetDirectory(rows, keys, servers, clusters);
    }

    /// <inheritdoc/>
    public IEnumerator<DirectoryEntry> GetEnumerator() => _rows.Values.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ImmutableDictionary<string, ImmutableList<DirectoryEntry>> More(ImmutableDictionary<string, ImmutableList<DirectoryEntry>> lists, string name, DirectoryEntry entry) =>
        name.Length == 0 ? lists : lists.SetItem(name, lists.GetValueOrDefault(name, []).Add(entry));

    private static ImmutableDictionary<string, ImmutableList<DirectoryEntry>> Less(ImmutableDictionary<string, ImmutableList<DirectoryEntry>> lists, string name, DirectoryEntry entry)
    {
        if (!lists.TryGetValue(name, out var list)) return lists;
        var left = list.Remove(entry);
        return left.IsEmpty ? lists.Remove(name) : lists.SetItem(name, left);
    }
}
